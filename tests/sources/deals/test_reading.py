import zipfile

import pytest

from sixroutes.errors import InputError
from sixroutes.sources import deals
from sixroutes.sources.deals.sheets import headers_of, sheets_of

SDC = ["Deal Number", "Date Announced", "Participants", "Participant Nation"]


def test_each_layout_has_the_same_face():
    for name, room in deals.rooms().items():
        assert name == room.FORMAT and set(room.NEEDED) <= set(room.COLUMNS) and room.UNIT and room.__doc__


def test_the_content_decides(write_csv):
    path = write_csv(SDC, ["1", "1/2/1998", "Haier", "China"], name="zephyr.xlsx")
    assert deals.read(path).format == "sdc_alliances" and deals.looks_like_events(path)


def test_the_nearest_layout_is_named(write_csv):
    path = write_csv(["Deal Number", "Date Announced", "Particpants", "Status"], ["1", "1/2/1998", "Haier", ""])
    with pytest.raises(InputError, match=r"nearest is sdc_alliances; missing columns: Participants in .*, Participant "
                       r"Nation.*rename 'Particpants' to 'Participants"):
        deals.read(path)
    assert deals.looks_like_events(path)
    path = write_csv(["id", "assignee"], ["1", "x"])
    assert not deals.looks_like_events(path)
    with pytest.raises(InputError, match=r"no table has a column of any event layout.*sixroutes new"):
        deals.read(path)


def test_a_file_of_two_layouts(write_csv):
    path = write_csv([*SDC, "event_id", "date", "firm", "event_type", "description"], [*"123456789"])
    with pytest.raises(InputError, match="fits several layouts: event_template, sdc_alliances"):
        deals.read(path)


@pytest.mark.parametrize("content, problem", [
    (b"", "the file is empty"), (b"PK\x03\x04 broken", "cannot be opened"), (b"word\n", "no table has a column")])
def test_what_cannot_be_read(tmp_path, content, problem):
    path = tmp_path / "any.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=problem):
        deals.read(path)


def test_no_file(tmp_path):
    with pytest.raises(InputError, match="not there"):
        deals.read(tmp_path / "gone.csv")
    with pytest.raises(InputError, match="this is a folder, not a file"):
        deals.read(tmp_path)


def test_sheets_below_titles(write_book):
    rows = [["a title", "b"], [], ["x", "Deal\nNumber", "", "Status"], [None, 7, "?", 0.5], [],
            [None, None, None, True]]
    path = write_book({"help": [["what", "this", "is"]], "one": rows})
    assert headers_of(path, ["Deal Number"]) == [("x", "Deal Number", "Status")]
    [sheet] = sheets_of(path, ["deal number"])
    assert (sheet.name, sheet.title) == ("one", "a title b")
    assert sheet.records == ({"source_row": 4, "x": "", "Deal Number": "7", "Status": "0.5"},
                             {"source_row": 6, "x": "", "Deal Number": "", "Status": "True"})


def test_text_in_other_dialects(tmp_path, facts):
    text = "\t".join(SDC) + "\n1\t1/2/1998\t海尔集团有限公司\tChina\n\t\tLiebherr\tGermany\n"
    path = tmp_path / "any.txt"
    path.write_bytes(text.encode("utf-16"))
    assert deals.read_event_file(path, facts)["events"]["firm"].tolist() == ["Haier Group"]


def test_rows_below_a_damaged_row_do_not_fall_to_the_deal_above_it(tmp_path):
    path = tmp_path / "any.csv"
    path.write_text(",".join(SDC) + '\n1,1/2/1998,Haier,China\n,,Liebherr,Germany\n2,1/3/1998,"TCL,China\n'
                    ",,Thomson,France\n,,RCA,USA\n3,1/4/1998,Hisense,China\n,,Hitachi,Japan\n", encoding="utf-8")
    events = deals.read(path)
    assert {deal["deal_id"]: [one["name"] for one in deal["participants"]] for deal in events.deals} == {
        "sdc-1": ["Haier", "Liebherr"], "sdc-3": ["Hisense", "Hitachi"]}
    assert events.rejected["source_row"].tolist() == [4, 5, 6]
    assert events.account()[["read", "kept", "duplicate", "rejected"]].iloc[0].tolist() == [7, 2, 2, 3]


def test_the_one_file_inside_a_zip_is_read(write_csv, tmp_path, facts):
    path = write_csv(SDC, ["1", "1/2/1998", "Haier", "China"], ["", "", "Maytag", "USA"])
    with zipfile.ZipFile(tmp_path / "any.zip", "w") as archive:
        archive.write(path, "inside.csv")
    events = deals.read_event_file(tmp_path / "any.zip", facts)["events"]
    assert events["source_file"].tolist() == [f"{tmp_path.name}/inside.csv"]
    with zipfile.ZipFile(tmp_path / "out.zip", "w") as archive:
        archive.write(path, "../inside.csv")
    with pytest.raises(InputError, match=r"out\.zip: the zip holds '\.\./inside\.csv', a path that leads out of it"):
        deals.read(tmp_path / "out.zip")
