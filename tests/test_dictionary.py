"""docs/data-dictionary.md is what the contracts say."""

from pathlib import Path

from sixroutes.dictionary import data_dictionary


def test_the_page_is_up_to_date():
    page = Path(__file__).parents[1] / "docs" / "data-dictionary.md"
    assert page.read_text(encoding="utf-8") == data_dictionary(), (
        "renew it: python -m sixroutes.dictionary > docs/data-dictionary.md")
