"""docs/rules.md is what the rooms say."""

from pathlib import Path

from sixroutes.routes.listing import listing


def test_the_page_is_up_to_date():
    page = Path(__file__).parents[2] / "docs" / "rules.md"
    assert page.read_text(encoding="utf-8") == listing(), (
        "renew it: python -m sixroutes.routes.listing > docs/rules.md")
