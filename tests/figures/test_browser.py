"""Finding a browser: the first that starts, else one clear sentence."""

import os
import sys
import urllib.request

import pytest

from sixroutes.errors import InputError
from sixroutes.figures import browser


def fake(folder, name, text):
    path = folder / name
    path.write_text(f"#!{sys.executable}\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_a_browser_that_does_not_start_is_passed_over(tmp_path, monkeypatch):
    broken, whole = fake(tmp_path, "a", "raise SystemExit(127)"), fake(tmp_path, "b", "print('Chromium 1')")
    monkeypatch.setattr(browser, "candidates", lambda: [str(tmp_path / "nowhere"), broken, whole])
    assert browser.find() == whole


def test_browser_path_comes_first(tmp_path, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", fake(tmp_path, "mine", "print('Chromium 2')"))
    assert browser.candidates()[0] == os.environ["BROWSER_PATH"]


def test_no_browser_is_one_sentence_with_the_command(monkeypatch):
    monkeypatch.setattr(browser, "candidates", lambda: [])
    with pytest.raises(InputError, match=r"no browser is here.*To mend it: .*make again"):
        browser.find()


def test_no_browser_in_the_end_is_exit_code_one(monkeypatch, capsys):
    tried = []
    monkeypatch.setattr(browser, "candidates", lambda: [])
    monkeypatch.setattr(browser, "download", lambda: tried.append("download"))
    monkeypatch.setattr(browser, "install", lambda: tried.append("install"))
    assert browser.main() == 1
    assert tried == ["download", "install"]
    assert "sixroutes stopped" in capsys.readouterr().err


def test_nothing_is_fetched_where_a_browser_is(tmp_path, monkeypatch):
    path = fake(tmp_path, "b", "print('Chromium 1')")
    monkeypatch.setattr(browser, "candidates", lambda: [path])
    monkeypatch.setattr(browser, "download", lambda: pytest.fail("fetched"))
    monkeypatch.setattr(browser, "install", lambda: pytest.fail("installed"))
    assert browser.main() == 0


def test_without_a_net_the_download_is_given_up_at_once(monkeypatch, capsys):
    def unreachable(*_, **__):
        raise OSError("no route")

    monkeypatch.setattr(urllib.request, "urlopen", unreachable)
    monkeypatch.setattr(browser, "_quietly", lambda *_: pytest.fail("tried"))
    browser.download()
    assert "cannot be reached" in capsys.readouterr().out


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="only where there are users")
def test_only_root_installs(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(browser, "_quietly", lambda *_: pytest.fail("tried"))
    browser.install()
