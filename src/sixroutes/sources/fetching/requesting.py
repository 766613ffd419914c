"""One GET after the other: the key stays with the host it belongs to, passing troubles are waited out."""

import http.client
import json
import re
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from ...errors import InputError

KEY_HEADER = "X-Api-Key"
KEY_HELP = ("a key is free: sign in at https://data.uspto.gov with a USPTO.gov account that is linked to ID.me, copy "
            "the key from the page MyODP, and put it into the environment variable USPTO_API_KEY")
# The portal asks for five seconds at least after a 429, and every try of a file counts against its yearly limit.
PAUSES = (5, 15, 45, 120)
LONGEST_WAIT = 600
TIMEOUT = 60
_NO_ROUTE = "Missing Authentication Token"  # with a 403: the portal has no such address
_YEARLY = re.compile(r"31536000|365 days|(per|a) year", re.IGNORECASE)


class Passing(Exception):
    """A trouble that may be gone at the next try, after `wait` seconds."""

    def __init__(self, problem, wait=0):
        super().__init__(problem)
        self.wait = wait


class OutOfRange(Passing):
    """The server has nothing from that byte on (416)."""


@dataclass(frozen=True)
class Access:
    """Whom to ask, with which key, how to tell the user, and how to wait; the key never shows in its repr.

    >>> Access("https://api.uspto.gov", "secret")
    Access(base='https://api.uspto.gov')
    """

    base: str
    key: str = field(repr=False)
    say: Callable = field(default=print, repr=False)
    sleep: Callable = field(default=time.sleep, repr=False)


def get(url, access, headers=None):
    """The open answer to one GET, redirects followed; the key goes to the host of `access.base` only.

    Raises
    ------
    InputError : an address that is not https, or an answer that another try would not better (401, 403, 404, ...).
    Passing : the connection failed, or the answer is 429 or 5xx.
    """
    check_address(url)
    request = urllib.request.Request(url, headers={"User-Agent": "sixroutes", **(headers or {})})
    _give_key(request, access)
    try:
        return urllib.request.build_opener(_Redirect(access)).open(request, timeout=TIMEOUT)
    except urllib.error.HTTPError as error:
        with error:
            raise _refusal(error, urlsplit(url).path.rsplit("/", 1)[-1], access) from None
    except (OSError, http.client.HTTPException) as error:
        raise broken(error) from None


def patiently(ask, access, what):
    """What `ask()` returns; it is asked again, after growing pauses, as long as its troubles are passing ones.

    Raises
    ------
    InputError : the last try failed, too; says that the work can be taken up again.
    """
    for pause in PAUSES:
        try:
            return ask()
        except Passing as trouble:
            wait = max(pause, trouble.wait)
            access.say(f"{what}: {trouble}; the next try is in {wait:.0f} s")
            access.sleep(wait)
    try:
        return ask()
    except Passing as trouble:
        raise InputError(f"{trouble}, and {len(PAUSES) + 1} tries were made", file=what,
                         remedy="run the same command later; it goes on where it stopped. Every try counts: the portal "
                         "allows 20 downloads of one file in a year for one key") from None


def broken(error):
    """The trouble behind a failed connection: a passing one, unless the host cannot prove who it is."""
    reason = getattr(error, "reason", None) or error
    if isinstance(reason, ssl.SSLCertVerificationError):
        return InputError(f"the certificate of the host is not trusted ({reason.verify_message})",
                          remedy="check the clock of this machine and the certificates of your network's proxy")
    if isinstance(reason, TimeoutError):
        return Passing(f"no answer for {TIMEOUT} s")
    words = reason if isinstance(reason, str) else getattr(reason, "strerror", None) or type(reason).__name__
    return Passing(f"the connection failed ({words})")


def check_address(url):
    """Only https is asked, since the key and the data travel; http is for this machine itself (tests)."""
    try:
        scheme, host, _ = origin(url)
    except ValueError:
        scheme, host = "", None
    local = scheme == "http" and host in ("127.0.0.1", "localhost", "::1")
    if not host or not (scheme == "https" or local) or not re.fullmatch(r"[!-~]+", url):
        raise InputError(f"an address that is not safe to ask: {scheme or 'no scheme'}, host {host!r}",
                         expected="an address that starts with https://",
                         remedy="check the environment variable USPTO_API_BASE if you set it; else tell the portal")


def origin(url):
    """Scheme, host and port of an address: what has to be the same for the key to go there.

    >>> origin("https://API.uspto.gov/api/v1") == origin("https://api.uspto.gov:443/other")
    True
    """
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"https": 443, "http": 80}.get(parts.scheme)


def retry_after(value):
    """Seconds that a Retry-After header asks for, given as a number or as a date; 0 where it cannot be read.

    >>> retry_after("7"), retry_after("Wed, 21 Oct 2015 07:28:00 GMT"), retry_after("soon"), retry_after(None)
    (7, 0, 0, 0)
    """
    if re.fullmatch(r"\s*[0-9]{1,9}\s*", value or ""):
        return int(value)
    try:
        until = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return 0
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0, round((until - datetime.now(UTC)).total_seconds()))


class _Redirect(urllib.request.HTTPRedirectHandler):
    """Follows a redirect without the key, unless it stays with the host that the key belongs to."""

    def __init__(self, access):
        self.access = access

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        check_address(newurl)
        request = super().redirect_request(req, fp, code, msg, headers, newurl)
        _give_key(request, self.access)
        return request


def _give_key(request, access):
    if origin(request.full_url) == origin(access.base):
        # "Unredirected": urllib itself would carry any other header on to wherever a redirect leads.
        request.add_unredirected_header(KEY_HEADER, access.key)


def _refusal(error, what, access):
    """The trouble behind an answer that is no success."""
    at_home = origin(error.url) == origin(access.base)
    said = _said(error, access)
    if error.code in (401, 403) and _NO_ROUTE not in said:
        # A signed address is good for some seconds only; the next try gets a new one.
        return _key_refused(error.code, what, said) if at_home else Passing("the signed address was refused (403)")
    if error.code == 404 or _NO_ROUTE in said:
        return InputError(f"the portal does not have it ({error.code}){said}", file=what,
                          remedy="look at https://data.uspto.gov/bulkdata/datasets/pvgpatdis whether it has moved")
    if error.code == 416:
        return OutOfRange("the part that is here does not fit the file (416)")
    if error.code == 429:
        return _too_many(retry_after(error.headers.get("Retry-After")), what, said)
    if error.code == 408 or error.code >= 500:
        return Passing(f"the portal has a trouble of its own ({error.code})")
    return InputError(f"the portal answers {error.code}{said}", file=what, remedy="see docs/formats/patentsview.md")


def _key_refused(code, what, said):
    return InputError(f"the portal does not take the API key ({code}){said}", file=what,
                      remedy=f"check that USPTO_API_KEY holds the key that MyODP shows and that your profile there is "
                      f"complete; {KEY_HELP}")


def _too_many(wait, what, said):
    if wait <= LONGEST_WAIT and not _YEARLY.search(said):
        return Passing(f"too many requests (429){said}", wait)
    asked = f"; it asks for a pause of {wait / 3600:.1f} h" if wait else ""
    return InputError(f"a limit of the portal is reached (429){said}{asked}", file=what,
                      remedy="run the same command after the pause; it goes on where it stopped. The portal allows 20 "
                      "downloads of one file in a year for one key, and every try counts; files can be fetched with a "
                      "browser, too, and put into the release's folder")


def _said(error, access):
    """What the server says about its refusal, in brackets and cleaned; empty where it is a web page or nothing."""
    try:
        text = error.read(4000).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return ""
    try:
        body = json.loads(text)
        names = ("detailedMessage", "message", "errorDetails", "error")
        text = next((str(body[name]) for name in names if body.get(name)), "")
    except (AttributeError, ValueError):
        text = "" if "<" in text else text
    text = re.sub(r"\?\S+", "", text.replace(access.key, "..."))[:300]
    text = "".join(sign if sign.isprintable() else " " for sign in text).strip()
    return f" [{text}]" if text else ""
