import pytest

from sixroutes.sources.deals.cells import beside, day_order, flag, lines, number, partial_date, percent, plain


@pytest.mark.parametrize("text, date", [
    ("2005", "2005"), ("2005-06", "2005-06"), ("2005/6/1", "2005-06-01"), ("2005-06-01 00:00:00", "2005-06-01"),
    ("06/01/2005", "2005-06-01"), ("6/1/05", "2005-06-01"), ("01/06/31", "1931-01-06"), ("1 June 2005", "2005-06-01"),
    ("June 1, 2005", "2005-06-01"), ("Jun-2005", "2005-06"), ("20050601", "2005-06-01"), ("38504", "2005-06-01"),
    ("38504.75", "2005-06-01"),
    ("", None), ("n.a.", None), ("-", None)])
def test_dates_keep_their_precision(text, date):
    assert partial_date(text) == date


def test_the_day_may_come_first():
    assert partial_date("01.06.2005", "day first") == "2005-06-01"
    assert day_order(["01/06/2005", "13/06/2005"], "month first") == "day first"
    assert day_order(["06/13/2005"], "day first") == "month first"
    assert day_order(["2005-06-13", "01/06/2005"], "day first") == "day first"
    assert day_order(["13/13/2005"], "day first") == "day first"
    with pytest.raises(ValueError, match="day first and dates with the month first"):
        day_order(["13/06/2005", "06/13/2005"], "day first")


@pytest.mark.parametrize("text, reason", [
    ("02/30/2005", "calendar"), ("2005-13", "calendar"), ("13/13/2005", "calendar"), ("soon", "not a date"),
    ("1066", "before 1900"), ("2044-01-01", "after 2030"), ("=TODAY()", "formula"), ("#REF!", "formula"),
    ("5 6 2005", "not a date"), ("June", "not a date"), ("0", "not a date")])
def test_what_is_no_date_says_why(text, reason):
    with pytest.raises(ValueError, match=reason):
        partial_date(text)


@pytest.mark.parametrize("text, value", [("$1,200", 1200), (" $5,400 ", 5400), ("€3.5", 3.5), ("1200.0", 1200),
                                         ("-3", -3), ("n.a.", None)])
def test_numbers(text, value):
    assert number(text) == value


@pytest.mark.parametrize("text", ["1,2", "about 5", "1e400", "9" * 400, "1.200,50"])
def test_what_is_no_number(text):
    with pytest.raises(ValueError, match="not a number"):
        number(text)


def test_percentages():
    assert [percent(text) for text in ("60\u00a0%", "33.4", "100%", "Unknown %", "unknown stake %")] == [
        60, 33.4, 100, None, None]
    for text in ("120%", "-1"):
        with pytest.raises(ValueError, match="below 0 or above 100"):
            percent(text)


def test_flags():
    assert [flag(text) for text in ("Y", "No", "TRUE", "0", "", "-")] == [True, False, True, False, None, None]
    with pytest.raises(ValueError, match="neither yes nor no"):
        flag("maybe")


def test_lines_in_a_cell():
    assert lines("A\r\nB\rC\n") == ["A", "B", "C"] and lines(None) == lines(" ") == []
    assert beside(["A", "B"], "\nDE") == ["", "DE"] and beside(["A", "B"], "CN\nDE\n") == ["CN", "DE"]
    assert beside(["A", "B"], "CN") == ["", ""]


def test_what_says_nothing():
    assert [plain(text) for text in ("–", "N/A", "nan", " x ", "N.V. Philips", "海尔")] == [
        "", "", "", "x", "N.V. Philips", "海尔"]


def test_signs_that_take_no_room_say_nothing():
    assert plain("\u200b") == plain("\ufeff \u2060") == ""
