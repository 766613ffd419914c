"""From rows read to rows counted: every step with what remains and what it leaves out."""

import pytest

from sixroutes import figures


@pytest.fixture
def data(make_frame):
    steps = [dict(unit_kind=kind, position=place, step_en=f"step {place}", step_zh=f"步骤{place}", n=n, left_out=out)
             for kind, numbers in {"event": [(1200, 0), (900, 300)], "patent": [(50, 0), (50, 0), (0, 50)]}.items()
             for place, (n, out) in enumerate(numbers)]
    return {"funnel": make_frame("funnel", steps), "account": make_frame("account", [
        dict(source_file=name, source="s", format="x", unit="row", read=10, kept=7, duplicate=2, rejected=1)
        for name in ("a", "b")])}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_step_stands_with_its_numbers(data, language):
    figure = figures.draw("row_account", language, data)
    assert [text for trace in figure.data for text in trace.text] == ["1,200", "900", "50", "50", "0"]
    said = [note.text for note in figure.layout.annotations]
    assert sum("300" in text for text in said) == 1 and sum("50" in text for text in said) == 1
    assert len(figure.layout.yaxis.ticktext) == 5


def test_the_account_of_all_files_is_in_the_note(data):
    note = figures.draw("row_account", "en", data).layout.annotations[-1].text.replace("<br>", " ")
    assert "n = 20 rows read from 2 files: 14 kept, 4 repeat another row, 2 were rejected" in note
    assert "scales of their own" in note


def test_one_kind_alone_has_no_word_on_two_scales(data):
    events = data["funnel"][data["funnel"]["unit_kind"] == "event"]
    assert "scales" not in figures.draw("row_account", "en", {**data, "funnel": events}).layout.annotations[-1].text
