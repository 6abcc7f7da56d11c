"""A folder of reports that agree, contradict and copy one another, and ways to change it."""

from pathlib import Path

_TEXTS = {
    "a": "吉林省通榆县的冬天\n2018年底，通榆县贫困发生率降至1.5%，贫困人口减少到3200人。通榆县县长王建国说，路修通了。"
    "通榆县乌兰花镇陆家村有贫困户20户。2018年，通榆县乌兰花镇脱贫300人。通榆县于2019年4月退出贫困县。\n",
    "b": "通榆县的账本\n截至2018年底，通榆县贫困人口为4100人，贫困发生率为1.5%。通榆县县长王建囯介绍了情况。"
    "其中，乌兰花镇脱贫300人，通榆县全县脱贫200人。\n",
    "c": "汪清县新闻\n2018年底，吉林省汪清县贫困发生率为2.1%。汪清县大兴沟镇和平村有人口58人。全村共有420户。"
    "汪清县投入资金万元。2015年底，汪清县贫困发生率为10%，2018年底降至4%，三年下降9个百分点。\n",
    "d": "两县的路\n通榆县什花道乡光明村的路修好了。汪清县计划2019年脱贫500户。村民李桂兰家收入⼈民币3000元。\n",
    "e": "年终\n2019年，汪清县脱贫320户。汪清县县长赵明说，还要修两条路。2019年6月，通榆县退出贫困县。\n",
    "f": "全国和吉林\n2018年底，全国贫困人口减少到1660万人。2018年底，吉林省贫困人口78000人，汪清县贫困人口9000人。"
    "2018年，吉林省脱贫100人。2018年，汪清县脱贫700人。\n",
}
_DATES = {"a": "2019-05", "b": "2019-05", "c": "2019-06-02", "d": "2019-01-15", "e": "2020-01", "f": "2019-06"}


class Corpus:
    """Reports in a folder, with reviewed statements in another."""

    def __init__(self, folder: Path) -> None:
        self.sources, self.reviewed = folder / "sources", folder / "reviewed"
        for path in (self.sources, self.reviewed):
            path.mkdir(parents=True)
        for name, text in _TEXTS.items():
            self.write(name, text, _DATES[name])

    def write(self, name: str, text: str, date: str | None = None) -> None:
        self._text(name).write_text(text, encoding="utf-8")
        if date:
            self._text(name).with_suffix(".yaml").write_text(f'date: "{date}"\n', encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        text = self._text(name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def remove(self, name: str) -> None:
        self._text(name).unlink()
        self._text(name).with_suffix(".yaml").unlink(missing_ok=True)

    def copy(self, name: str, other: str) -> None:
        self.write(other, f"（转载）{self._text(name).read_text(encoding='utf-8')}", "2019-07")

    def review(self, name: str, statements: str) -> None:
        path = self.reviewed / f"{name}.yaml"
        path.write_text(f"document: {name}\norigin: reviewed\n{statements}", encoding="utf-8")

    def _text(self, name: str) -> Path:
        return self.sources / f"{name}.txt"
