"""Real words in a real picture; ``make test`` runs it where the extra ``ocr`` is installed, and says so where not."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from jiheng.files.ocr import words_in

FONTS = ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")


pytestmark = pytest.mark.ocr


@pytest.mark.parametrize("turned", [0, 180])
def test_chinese_drawn_in_a_picture_is_read(turned: int) -> None:
    font = ImageFont.truetype(next(path for path in FONTS if Path(path).exists()), 40)
    picture = Image.new("RGB", (900, 240), "white")
    pen = ImageDraw.Draw(picture)
    pen.text((40, 40), "石宝乡通村公路竣工验收单", font=font, fill="black")
    pen.text((40, 140), "实际硬化里程1.4公里", font=font, fill="black")
    read = words_in(picture.rotate(turned))
    assert "石宝乡通村公路竣工验收单" in read
    assert "实际硬化里程1.4公里" in read
