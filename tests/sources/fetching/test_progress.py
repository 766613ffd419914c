import io

from sixroutes.sources.fetching.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def transfer(stream):
    times = iter([0, 0.1, 0.2, 1.2, 2.2])
    progress = Progress(stream, clock=lambda: next(times))
    progress.begin("g_patent")  # at 0 s
    for done in (1_000_000, 2_000_000, 3_200_000, 4_000_000):
        progress.move(done, 4_000_000)
    progress.say("g_patent: done")
    return stream.getvalue()


def test_a_terminal_sees_bytes_per_cent_and_speed():
    states = transfer(Terminal()).split("\r")[1:]
    assert [state.rstrip() for state in states] == [
        "g_patent: 3.2 MB of 4.0 MB, 80%, 1.8 MB/s", "g_patent: 4.0 MB of 4.0 MB, 100%, 1.4 MB/s", "g_patent: done"]
    assert len(states[-1].rstrip("\n")) >= len(states[-2].rstrip()), "the last state shows through"


def test_elsewhere_there_is_one_line():
    assert transfer(io.StringIO()) == "g_patent: done\n"
