import zipfile

from sixroutes.sources.opening import headers_in, size_in


def test_a_zipped_file_is_as_large_as_it_is_unpacked(tmp_path):
    text = "a,b\n" + "1,2\n" * 1000
    (tmp_path / "plain.csv").write_text(text, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "both.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside/zipped.csv", text)
    assert {name: size_in(tmp_path, name) for name in headers_in(tmp_path)} == {"plain.csv": 4004, "zipped.csv": 4004}
