from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from sixroutes.errors import InputError
from sixroutes.sources.fetching.requesting import Access, check_address, origin, retry_after


@pytest.mark.parametrize("url", ["http://api.uspto.gov/api", "ftp://api.uspto.gov/x", "file:///etc/passwd", "//x", "",
                                 "https:///x", "https://api.uspto.gov:port/x", "https://api.uspto.gov/a b",
                                 "https://api.uspto.gov/a\nb", "https://api.uspto.gov/ä", "http://127.0.0.1.evil.org/x"])
def test_addresses_that_are_not_asked(url):
    with pytest.raises(InputError, match="not safe to ask"):
        check_address(url)


@pytest.mark.parametrize("url", ["https://api.uspto.gov/api", "http://127.0.0.1:8000/x", "http://localhost/x"])
def test_addresses_that_are_asked(url):
    check_address(url)


@pytest.mark.parametrize("other", ["http://api.uspto.gov/", "https://data.uspto.gov/", "https://api.uspto.gov:8443/",
                                   "https://api.uspto.gov.evil.org/", "https://api.uspto.gov@evil.org/"])
def test_another_scheme_host_or_port_is_another_place(other):
    assert origin(other) != origin("https://api.uspto.gov/api/v1")


def test_a_pause_until_a_date():
    later = datetime.now(UTC) + timedelta(seconds=90)
    assert 85 <= retry_after(format_datetime(later, usegmt=True)) <= 91


def test_the_key_does_not_show_in_a_repr():
    assert "s3cret" not in f"{Access('https://api.uspto.gov', 's3cret')!r} {[Access('x', 's3cret')]}"
