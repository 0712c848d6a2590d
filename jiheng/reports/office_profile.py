"""What LibreOffice is started with: stand-ins for the official fonts, and a profile that runs and loads nothing."""

from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

SERIF: Final = (
    "FangSong",
    "STFangsong",
    "FandolFang R",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "AR PL UMing CN",
)
KAI: Final = ("KaiTi", "STKaiti", "AR PL KaitiM GB", "AR PL UKai CN", "FandolKai", *SERIF[3:])
SONG: Final = ("SimSun", "STSong", "NSimSun", *SERIF[3:])
SANS: Final = ("SimHei", "STHeiti", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei", "Noto Sans CJK JP")
TIMES: Final = ("Liberation Serif", "Tinos", "Nimbus Roman", "Noto Serif", "Noto Serif CJK SC")

STANDING_IN: Final = {
    "仿宋_GB2312": ("仿宋", *SERIF),
    "仿宋": SERIF,
    "楷体_GB2312": ("楷体", *KAI),
    "楷体": KAI,
    "黑体": SANS,
    "宋体": SONG,
    "Times New Roman": TIMES,
}
"""What stands in for a font that is not installed, the first that is."""

BOLD_STANDING_IN: Final = {"方正小标宋简体": ("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "STZhongsong", *SERIF[3:])}
"""Fonts drawn heavy by themselves; what stands in for them is set bold."""

_PROFILE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" \
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" \
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value>\
</prop></item>
<item oor:path="/org.openoffice.Office.Common/Save/Document"><prop oor:name="CreateBackup" oor:op="fuse">\
<value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Recovery/RecoveryInfo"><prop oor:name="Enabled" oor:op="fuse">\
<value>false</value></prop></item>
</oor:items>
"""

_BOLD: Final = (
    '<match target="pattern"><test name="family"><string>{}</string></test>'
    '<edit name="weight" mode="assign" binding="strong"><const>bold</const></edit></match>\n'
)


def write_profile(folder: Path) -> None:
    """A new user profile: no macro runs, nothing is fetched from elsewhere."""
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")


def write_fonts(path: Path) -> None:
    """A fontconfig file on top of the system's own; a font that is installed under its name is always taken first."""
    aliases = [_alias(name, others) for name, others in (STANDING_IN | BOLD_STANDING_IN).items()]
    aliases += [_BOLD.format(escape(name)) for name in BOLD_STANDING_IN]
    path.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n' + "".join(aliases) + "</fontconfig>\n",
        "utf-8",
    )


def _alias(name: str, others: tuple[str, ...]) -> str:
    listed = "".join(f"<family>{escape(other)}</family>" for other in others)
    return f'<alias binding="same"><family>{escape(name)}</family><accept>{listed}</accept></alias>\n'
