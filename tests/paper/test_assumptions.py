"""Judgement calls: all of them, nothing but them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixroutes.paper.assumptions import collect_assumptions, read_assumptions


@pytest.mark.parametrize(("source", "found"), [
    ("x = 1  # ASSUME: One.\n", ["One."]),
    ("# ASSUME: One\n#   goes on.\n", ["One goes on."]),
    ("# ASSUME: One.\n\n# Another comment.\n", ["One."]),
    ("x = 1  # ASSUME: One.\ny = 2  # Another comment.\n", ["One."]),
    ("# ASSUME: One.\n# ASSUME: Two.\n# goes on.\n", ["One.", "Two. goes on."]),
    ("def f():\n    # ASSUME: One,\n    # and more.\n    return 1\n", ["One, and more."]),
    ("text = '# ASSUME: no comment'\n", []),
    ('"""\n# ASSUME: no comment\n"""\n', []),
    ("# Here we ASSUME: nothing.\n", []),
    ("", [])])
def test_only_real_comments_count_until_they_end(source, found):
    assert read_assumptions(source) == found


@given(st.lists(st.text(st.sampled_from("ab `|*。国-"), min_size=1).map(str.strip).filter(bool), max_size=5))
def test_what_is_written_is_what_is_read(sentences):
    source = "".join(f"x = {n}  # ASSUME: {sentence}\n" for n, sentence in enumerate(sentences))
    assert read_assumptions(source) == sentences


def test_a_folder_is_read_in_one_order_and_nothing_twice(tmp_path):
    (tmp_path / "routes").mkdir()
    (tmp_path / "routes/rules.py").write_text("# ASSUME: Second.\n\n# ASSUME: First.\nx = 1  # ASSUME: First.\n")
    (tmp_path / "b.py").write_text("# ASSUME: 集群。\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("# ASSUME: Not code.\n")
    assert collect_assumptions(tmp_path) == [("b", "集群。"), ("routes/rules", "First."), ("routes/rules", "Second.")]
    assert collect_assumptions(str(tmp_path)) == collect_assumptions(tmp_path)


def test_the_judgement_calls_of_this_project_are_whole_sentences(source):
    found = collect_assumptions(source)
    assert len(found) > 10
    for place, sentence in found:
        assert (source / f"{place}.py").is_file()
        assert sentence.endswith((".", ")")) and sentence.count("`") % 2 == 0, sentence
