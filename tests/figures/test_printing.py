"""Printing: only what changed, the same bytes each time, and Chinese letters from the pinned font."""

import json

import plotly.graph_objects as go
import pytest

from sixroutes.figures import printing, saving, style


@pytest.fixture
def specification():
    figure = go.Figure(go.Bar(x=[1, 2], y=["青岛", "Haier"], orientation="h", marker_pattern_shape="/"))
    return json.loads(saving.specification(style.finish(figure, title="青岛家电", note="n = 2", plot=120)))


def prints(folder, name="figure"):
    return [str(folder / f"{name}.{kind}") for kind in printing.KINDS]


def write_all(paths, figure):
    for path in paths:
        with open(path, "wb") as file:
            file.write(printing.settled_svg(b"<svg/>", printing.stamp(figure)))


def test_what_is_printed_from_the_same_specification_is_left_alone(tmp_path, specification, monkeypatch):
    write_all(prints(tmp_path), specification)
    monkeypatch.setattr(printing.browser, "find", lambda: pytest.fail("a browser was started"))
    printing.print_figures([specification], prints(tmp_path))


def test_a_changed_specification_or_a_missing_print_is_printed(tmp_path, specification):
    paths = [printing.Path(path) for path in prints(tmp_path)]
    write_all(paths, specification)
    assert printing.is_current(specification, paths)
    assert not printing.is_current({**specification, "data": []}, paths)
    paths[2].unlink()
    assert not printing.is_current(specification, paths)


def test_prints_must_fit_the_specifications(tmp_path, specification):
    with pytest.raises(ValueError, match="svg, pdf, png"):
        printing.print_figures([specification], prints(tmp_path)[::-1])
    with pytest.raises(ValueError):
        printing.print_figures([specification] * 2, prints(tmp_path))


def test_the_clock_is_taken_out_of_a_pdf_without_moving_a_byte():
    pdf = b"/CreationDate (D:20251125033100+00'00')\n/ModDate (D:20251125033101+00'00')"
    assert len(printing.settled_pdf(pdf)) == len(pdf)
    assert b"2025" not in printing.settled_pdf(pdf)


@pytest.mark.build
def test_printing_twice_gives_the_same_bytes_and_chinese_letters(tmp_path, specification):
    import pypdf

    for name in ("first", "second"):
        printing.print_figures([specification], prints(tmp_path, name))
    for first, second in zip(prints(tmp_path, "first"), prints(tmp_path, "second"), strict=True):
        with open(first, "rb") as one, open(second, "rb") as other:
            assert one.read() == other.read()
    # A letter that no font has would come back as nothing; 青 comes back as the radical that shares its shape.
    assert "岛家电" in pypdf.PdfReader(tmp_path / "first.pdf").pages[0].extract_text()
