"""Property tests draw the same cases in every run, and no clock decides whether they pass."""

from hypothesis import settings

settings.register_profile("sixroutes", deadline=None, derandomize=True)
settings.load_profile("sixroutes")


def pytest_addoption(parser):
    parser.addoption("--mutations", type=int, default=12, help="damages of each small export that are tried")
