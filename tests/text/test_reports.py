import os
import socket
import time
from pathlib import Path

import pytest

from povgraph.errors import SourceError
from povgraph.text.decoding import decode, read_bytes
from povgraph.text.markup import read_page
from povgraph.text.metadata import parse_metadata
from povgraph.text.nodes import DEEPEST, InputFile, Listing, Scalar
from povgraph.text.reports import find_reports, read_report
from povgraph.text.yaml_nodes import read_yaml

SENTENCE = "青石县2018年底贫困发生率下降到1.2%。\n"


def write(path: Path, content: str | bytes = SENTENCE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


class TestFind:
    def test_folder_is_walked_in_order_of_names(self, tmp_path: Path) -> None:
        wanted = [write(tmp_path / name) for name in ("a/z.md", "b.html", "c.TXT")]
        for name in (".hidden.txt", ".git/x.txt", "README.md", "b.yaml", "c.json", "build/.povgraph", "build/x/y.txt"):
            write(tmp_path / name)
        assert sorted(find_reports([tmp_path])) == sorted(wanted)
        assert find_reports([tmp_path]) == find_reports([tmp_path])

    def test_file_given_by_name_is_taken_whatever_its_ending(self, tmp_path: Path) -> None:
        named = write(tmp_path / "通报")
        assert find_reports([named]) == [named]

    def test_no_file_comes_twice(self, tmp_path: Path) -> None:
        named = write(tmp_path / "a.txt")
        assert find_reports([named, tmp_path, named]) == [named]

    def test_stdin_passes(self) -> None:
        assert find_reports([Path("-")]) == [Path("-")]

    def test_missing_path(self, tmp_path: Path) -> None:
        with pytest.raises(SourceError, match=r"nothing: no such file or folder$"):
            find_reports([tmp_path / "nothing"])

    def test_folder_without_reports_says_what_was_looked_for(self, tmp_path: Path) -> None:
        with pytest.raises(SourceError, match=r"no report in this folder; looked for \.htm, \.html, \.md, \.txt$"):
            find_reports([tmp_path])

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
    def test_fifo_neither_hangs_nor_passes(self, tmp_path: Path) -> None:
        fifo = tmp_path / "pipe.txt"
        os.mkfifo(fifo)
        with pytest.raises(SourceError, match="neither a regular file nor a folder"):
            find_reports([fifo])
        with pytest.raises(SourceError, match="a FIFO, not a regular file"):
            read_report(fifo)
        write(tmp_path / "a.txt")
        assert [path.name for path in find_reports([tmp_path])] == ["a.txt"]

    @pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="no devices here")
    def test_device(self) -> None:
        with pytest.raises(SourceError, match="a device, not a regular file"):
            read_report(Path("/dev/null"))

    @pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no sockets in folders here")
    def test_socket(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)  # the name of a socket must be short
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("s.txt")
            with pytest.raises(SourceError, match="a socket, not a regular file"):
                read_report(Path("s.txt"))


class TestRead:
    def test_text_is_untouched(self, tmp_path: Path) -> None:
        text = "标题\r\n\u200b青石县\t1.2%\u2028𠮷\n"
        report = read_report(write(tmp_path / "通报.txt", "\ufeff" + text))
        assert (report.text, report.id, report.title, report.notes) == (text, "通报", "标题", ())
        assert (report.date, report.date_origin, report.language) == (None, None, "zh")

    def test_id_of_a_source_is_its_folder(self, tmp_path: Path) -> None:
        assert read_report(write(tmp_path / "2019-01-qingshi" / "source.txt")).id == "2019-01-qingshi"

    def test_digest_is_that_of_the_bytes(self, tmp_path: Path) -> None:
        one, other = (write(tmp_path / f"{codec}.txt", SENTENCE.encode(codec)) for codec in ("utf-8", "gb18030"))
        assert read_report(one).text == read_report(other).text
        assert read_report(one).sha256 != read_report(other).sha256

    @pytest.mark.parametrize("empty", [b"", b" \n\t\r\n", "\ufeff".encode(), "\u3000\u200b\n".encode()])
    def test_empty(self, tmp_path: Path, empty: bytes) -> None:
        with pytest.raises(SourceError, match="empty; a report is a text"):
            read_report(write(tmp_path / "a.txt", empty))

    def test_metadata_beside_it(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt")
        write(
            tmp_path / "a.yml",
            "title: 通报\ndate: 2019\npublisher: 青石日报\nurl: https://example.org/1\nlanguage: zh-Hans\n"
            "license: https://example.org/cc",
        )
        report = read_report(path)
        assert (report.title, report.date, report.date_origin) == ("通报", "2019", "metadata")
        assert (report.publisher, report.url, report.language) == ("青石日报", "https://example.org/1", "zh-Hans")
        assert report.license == "https://example.org/cc"

    def test_changed_text(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt")
        write(tmp_path / "a.yaml", f"sha256: {'0' * 64}")
        with pytest.raises(SourceError, match="the text has changed"):
            read_report(path)

    def test_markdown_title(self, tmp_path: Path) -> None:
        assert read_report(write(tmp_path / "a.md", f"\n## 通报\n\n{SENTENCE}")).title == "通报"

    def test_long_first_line_is_no_title(self, tmp_path: Path) -> None:
        assert read_report(write(tmp_path / "a.txt", SENTENCE.strip() * 20)).title is None

    def test_page(self, tmp_path: Path) -> None:
        report = read_report(write(tmp_path / "a.html", f"<title>通报</title><p>{SENTENCE}</p>"))
        assert (report.title, report.text) == ("通报", SENTENCE)

    def test_too_large(self, tmp_path: Path) -> None:
        with pytest.raises(SourceError, match=r"larger than the 1 MB that one file may have"):
            read_bytes(write(tmp_path / "a.txt", b"a" * (1024**2 + 1)), largest=1024**2)

    def test_stdin(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        with write(tmp_path / "in").open(encoding="utf-8") as file:
            monkeypatch.setattr("sys.stdin", file)
            report = read_report(Path("-"))
        assert (report.id, report.text) == ("stdin", SENTENCE)


class TestDecode:
    @pytest.mark.parametrize("codec", ["utf-16", "utf-32", "gb18030", "gbk", "gb2312"])
    def test_other_encodings_are_read_with_a_note(self, codec: str) -> None:
        text, notes = decode(SENTENCE.encode(codec), "a.txt")
        assert text == SENTENCE
        assert len(notes) == 1

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (SENTENCE.encode()[:7] + SENTENCE.encode()[8:], r"byte 6 \(0xE5\) is not UTF-8, which the rest is"),
            (b"4.9%\xff", r"byte 4 \(0xFF\) is neither UTF-8 nor GB18030"),
            ("été à l'école, déjà".encode("latin-1"), "is neither UTF-8 nor GB18030"),
            ("青石縣二零一八年底貧困發生率下降到百分之一".encode("big5"), "is neither UTF-8 nor GB18030"),
            ("abc".encode("utf-16-le"), "byte 1 is NUL"),
            (b"\xff\xfea\0\0\xd8", r"byte 4 \(0x00\) is not UTF-16-LE"),
            (b"\xef\xbb\xbf1.2\xff", r"byte 6 \(0xFF\) is not UTF-8, which the file's mark says"),
            ("a\0b".encode("utf-16"), "character 1 is NUL"),
        ],
    )
    def test_what_cannot_be_read_names_its_place(self, data: bytes, said: str) -> None:
        with pytest.raises(SourceError, match=rf"^a\.txt: .*{said}"):
            decode(data, "a.txt")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>一</p>\n<p>二</p>", "一\n二\n"),
        ("<p>贫困\n   村</p>", "贫困村\n"),
        ("<p>GDP\n 2018</p>", "GDP 2018\n"),
        ("<script>var a='<p>';</script><style>p{}</style>村<!-- 注 -->", "村\n"),
        ("一<br/>二<table><tr><td>三<td>四</table>", "一\n二\n三\n四\n"),
        ("1 &lt; 2 &amp; &#x6751;", "1 < 2 & 村\n"),
        ("<p>没有<b>结尾", "没有结尾\n"),
        ("<!DOCTYPE html><?xml?><![CDATA[x]]>村<![<![ if !IE]>庄<!-- <p>注", "村庄\n"),
        ("<p>率<3%且人<5</p>", "率<3%且人<5\n"),
        ("<noscript>要脚本</noscript>村", "村\n"),
    ],
)
def test_text_of_a_page(source: str, text: str) -> None:
    assert read_page(source).text == text


@pytest.mark.parametrize("part", ["<a ", '<a b="', "</", "<![", "<!--", "</script", '<a b=">', "&#", "<a<b>"])
def test_broken_pages_take_no_time(part: str) -> None:
    started = time.process_time()
    read_page(part * 20_000)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: 甲\ntitel: 乙", r"a\.yaml:2: unknown key 'titel'; allowed: title, .*; did you mean 'title'\?"),
        ("date: 2019-02-30", "a.yaml:1: date is '2019-02-30'; wanted: a date"),
        ("date: 8月", "wanted: a date as YYYY, YYYY-MM or YYYY-MM-DD"),
        ("url: javascript:alert(1)", "wanted: an address that begins with http"),
        ("language: 中文", "wanted: a language tag"),
        ("sha256: abc", "wanted: 64 hexadecimal digits"),
        ("date_origin: guess", "wanted: metadata or text"),
        ("title: [甲]", "title is a list; a text is wanted"),
        ("- 甲", "a list where a table is wanted"),
        ("document: a\nplaces: []", "a.yaml:1: this is a statements file"),
        ("title: 甲\ndate: 2019\ntitle: 乙", r"a\.yaml:3: the key 'title' stands here twice \(first in line 1\)"),
        ("title: &a 甲", "a.yaml:1: the anchor &a is not allowed"),
        ("title: *a", r"a\.yaml:1: the alias \*a is not allowed"),
        ("title: !!python/name:os.system 甲", "a.yaml:1: the tag .* is not allowed"),
        ("title: '甲", "a.yaml:1: not YAML at column 10"),
        ("title: 甲\x07", r"a\.yaml:1: the character U\+0007 is not allowed"),
        ("title: 甲\n---\ntitle: 乙", "a.yaml:2: a second document begins"),
        ("[a]: 甲", "a.yaml:1: a key must be a word"),
        ('title: "\\0"', "holds a NUL"),
        ('title: 甲\ndate: "\\U00110000"', "a.yaml:2: an escape or a number that is no character"),
        ('title: "\\UFFFFFFFF"', "a.yaml:1: an escape or a number that is no character"),
    ],
)
def test_metadata_faults(text: str, said: str) -> None:
    with pytest.raises(SourceError, match=said) as caught:
        parse_metadata(text, "a.yaml")
    assert "\n" not in str(caught.value)


def test_metadata_may_be_empty() -> None:
    assert parse_metadata("# 无\n", "a.yaml").title is None
    assert parse_metadata("title:\ndate: ''", "a.yaml").title is None


def test_deep_nesting_is_refused_before_anything_is_built() -> None:
    file = InputFile("a.yaml", SourceError)
    for text in ("[" * 100_000, "{a: " * 100_000, "- " * 100_000):
        with pytest.raises(SourceError, match=f"nested deeper than {DEEPEST} levels"):
            read_yaml(text, file)


def test_values_stay_as_written() -> None:
    node = read_yaml("[2018-12-31, 0220, yes, 1e3, '5']", InputFile("a.yaml", SourceError))
    assert isinstance(node, Listing)
    assert [item.text for item in node.items if isinstance(item, Scalar)] == ["2018-12-31", "0220", "yes", "1e3", "5"]
