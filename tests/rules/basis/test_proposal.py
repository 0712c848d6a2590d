"""Reading number, title, issuer and days off a document's own text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiheng.rules.basis.document_number import number_of_line, numbers_in
from jiheng.rules.basis.proposal import propose_document
from jiheng.rules.basis.shapes import MaterialClass
from jiheng.rules.basis.written_dates import days_in, read_figures

pytestmark = pytest.mark.clause("cq2023-7/6")

NOTICE = """000123
特急

甲市财政局文件

甲财绩〔2023〕7号　　　　　　　　签发人：张三

甲市财政局
关于印发《市级专项资金绩效评价
操作办法》的通知

市级各部门，有关单位：
根据《项目支出绩效评价管理办法》（财预〔2020〕10号）等规定，现印发给你们。本通知自印发之日起施行。

                       甲市财政局
                       2023年3月1日
附件
第一条 ……
甲市财政局办公室　　　2023年3月2日印发
"""
JOINT = """甲县财政局
甲县农业农村局  文件
甲财农[2022] 15 号
关于下达2022年衔接推进乡村振兴补助资金预算的通知
各乡镇人民政府：
  请按要求使用。
甲县财政局　甲县农业农村局
二〇二二年四月十五日
"""
ORDER = """中华人民共和国国务院令
第729号
《中华人民共和国预算法实施条例》已经2020年6月24日国务院第98次常务会议修订通过，自2020年10月1日起施行。
总理　某某
2020年8月3日
中华人民共和国预算法实施条例
第一章 总则
"""
LAW = """中华人民共和国预算法
（1994年3月22日第八届全国人民代表大会第二次会议通过　根据2018年12月29日第十三届全国人民代表大会常务委员会第七次会议《关于修改〈中华人民共和国产品质量法〉等五部法律的决定》第二次修正）
目　　录
第一章　总则
"""
REGULATION = """甲省人民代表大会常务委员会公告
〔十三届〕第89号
《甲省农村供水条例》已于2020年3月26日经甲省第十三届人民代表大会常务委员会第十七次会议通过，自2020年6月1日起施行。
甲省人民代表大会常务委员会
2020年3月26日
甲省农村供水条例
第一条
"""
WEB = """索 引 号：115000000/2023-00012
发文字号：甲财绩（2023）07号
发布机构：甲市财政局
成文日期：2023 年 3 月 1 日
标题：甲市财政局关于做好2023年绩效评价工作的通知
发布日期：2023-03-09
市级各部门：
正文。
"""


def test_a_notice_under_a_red_head_is_read() -> None:
    read = propose_document(NOTICE)
    assert (read.number, read.issuer) == ("甲财绩〔2023〕7号", "甲市财政局")
    assert read.title == "甲市财政局关于印发《市级专项资金绩效评价操作办法》的通知"
    assert (read.date, read.effective_from) == (date(2023, 3, 1), date(2023, 3, 1))
    assert (read.issuer_level, read.kind, read.material) == ("市级部门", "规范性文件", MaterialClass.RULES)


def test_the_day_of_the_colophon_is_shown_when_it_differs_from_the_signature() -> None:
    assert "成文日期是2023年3月1日，版记印发日期是2023年3月2日，请确认按哪一天登记" in propose_document(NOTICE).notes


def test_a_joint_release_has_both_issuers_and_a_day_in_chinese_figures() -> None:
    read = propose_document(JOINT)
    assert (read.number, read.issuer) == ("甲财农〔2022〕15号", "甲县财政局、甲县农业农村局")
    assert read.title == "关于下达2022年衔接推进乡村振兴补助资金预算的通知"
    assert (read.issued_on, read.material) == (date(2022, 4, 15), MaterialClass.RELEASE)
    assert (read.issuer_level, read.kind) == ("县级部门", "审批、下达文件")


def test_an_order_gives_its_number_giver_and_regulation() -> None:
    read = propose_document(ORDER)
    assert (read.number, read.title, read.issuer) == ("国务院令第729号", "中华人民共和国预算法实施条例", "国务院")
    assert (read.issued_on, read.effective_from) == (date(2020, 8, 3), date(2020, 10, 1))
    assert (read.kind, read.material) == ("行政法规", MaterialClass.LAW)


def test_a_law_is_read_with_its_note_on_enactment() -> None:
    read = propose_document(LAW)
    assert (read.title, read.issuer, read.kind) == ("中华人民共和国预算法", "全国人民代表大会", "法律")
    assert read.issued_on == date(2018, 12, 29)
    assert any("2个通过、公布或修订日期" in note for note in read.notes)


def test_a_local_regulation_is_read_with_its_announcement() -> None:
    read = propose_document(REGULATION)
    assert read.number == "甲省人民代表大会常务委员会公告〔十三届〕第89号"
    assert (read.title, read.issuer) == ("甲省农村供水条例", "甲省人民代表大会常务委员会")
    assert (read.kind, read.issuer_level) == ("地方性法规", "省级党委政府")


def test_the_labels_of_a_web_page_are_read() -> None:
    read = propose_document(WEB)
    assert (read.number, read.issuer, read.issued_on) == ("甲财绩〔2023〕7号", "甲市财政局", date(2023, 3, 1))
    assert read.title == "甲市财政局关于做好2023年绩效评价工作的通知"


def test_a_title_over_its_number_is_read() -> None:
    read = propose_document(
        "财政部关于印发《项目支出绩效评价管理办法》的通知\n财预〔2020〕10号\n各部门：\n正文\n财 政 部\n2020年2月25日"
    )
    assert (read.number, read.issuer, read.issued_on) == ("财预〔2020〕10号", "财政部", date(2020, 2, 25))
    assert (read.issuer_level, read.material) == ("国务院部门", MaterialClass.RULES)


def test_a_number_behind_the_title_is_taken_off_it() -> None:
    read = propose_document("甲市财政局关于做好评价工作的通知（甲财绩(2023)7号）\n各部门：\n正文")
    assert (read.number, read.title) == ("甲财绩〔2023〕7号", "甲市财政局关于做好评价工作的通知")


def test_the_only_number_of_a_text_without_heading_is_offered_with_a_word() -> None:
    read = propose_document(
        "一、总则。正文。\n文件下载:重庆市财政局关于印发重庆市市级项目支出绩效评价操作指引的通知(渝财绩(2023)7号).pdf"
    )
    assert (read.number, read.issuer) == ("渝财绩〔2023〕7号", "重庆市财政局")
    assert read.title == "重庆市财政局关于印发重庆市市级项目支出绩效评价操作指引的通知"
    assert any("取自正文" in note for note in read.notes)


def test_the_number_of_a_cited_document_is_not_the_documents_own() -> None:
    read = propose_document("实施方案\n一、依据\n根据《项目支出绩效评价管理办法》（财预〔2020〕10号），制定本方案。")
    assert (read.number, read.title) == ("", "实施方案")
    assert "没有读出文号、发文机关、印发日期，请填写" in read.notes


def test_days_of_the_body_are_not_the_day_of_issue() -> None:
    assert propose_document("甲市财政局关于绩效的通知\n各部门：\n请于2023年5月1日前报送。").issued_on is None


def test_the_end_of_validity_is_read_or_pointed_out() -> None:
    head = "甲市财政局关于绩效的通知\n各部门：\n"
    assert propose_document(f"{head}本通知有效期至2025年12月31日。").effective_to == date(2025, 12, 31)
    assert "文中写“有效期5年”，请换算成失效日期填写" in propose_document(f"{head}本办法有效期5年。").notes


def test_four_municipalities_are_proposed_as_provinces_with_a_word() -> None:
    read = propose_document("重庆市财政局关于绩效的通知\n各部门：\n正文")
    assert read.issuer_level == "省级部门"
    assert any(note.startswith("直辖市机关按“省级部门”建议") for note in read.notes)


@pytest.mark.parametrize("text", ["", "\n\n", "随便一段文字。", "……", "2023年3月1日", "文件"])
def test_a_text_that_tells_nothing_gives_an_empty_proposal(text: str) -> None:
    read = propose_document(text)
    assert (read.number, read.issuer, read.kind, read.material) == ("", "", "", None)
    assert read.notes


@given(
    st.text(
        alphabet=st.sampled_from(
            "关于的通知文件财政局〔〕（）()《》【】2023年31月号日第令公告\n：、 一二〇自起施行有效期至"
        ),
        max_size=200,
    )
)
def test_no_text_breaks_the_reading_and_every_proposal_waits_for_a_person(text: str) -> None:
    assert propose_document(text).to_be_confirmed


@pytest.mark.parametrize(
    "written",
    [
        "甲财绩〔2023〕7号",
        "甲财绩[2023]7号",
        "甲财绩［2023］7号",
        "甲财绩【2023】7号",
        "甲财绩（2023）7号",
        "甲财绩(2023)7号",
        "甲财绩﹝2023﹞7号",
        "甲财绩〖2023〗7号",
        "甲财绩<2023>7号",
        "甲财绩〔二〇二三〕7号",
        "甲财绩 〔2023〕 第007 号",
        "文号：甲财绩〔2023〕7号",
        "甲财绩〔2023〕7号　签发人：张三",
    ],
)
def test_a_number_is_read_in_any_brackets(written: str) -> None:
    found = number_of_line(written)
    assert found is not None
    assert found.number == "甲财绩〔2023〕7号"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("财政部令第102号", "财政部令第102号"),
        ("中华人民共和国财政部令 第一百零二号", "财政部令第102号"),
        ("甲市人民政府令（第333号）", "甲市人民政府令第333号"),
        ("中华人民共和国主席令第十二号", "主席令第12号"),
        ("交通运输部令2015年第22号", "交通运输部令2015年第22号"),
        ("中华人民共和国交通运输部令 2015年第022号", "交通运输部令2015年第22号"),
        ("中华人民共和国交通运输部令（2015年第22号）", "交通运输部令2015年第22号"),
        ("国家税务总局公告二〇二三年第七号", "国家税务总局公告2023年第7号"),
        ("甲财绩〔2023〕7-1号", "甲财绩〔2023〕7-1号"),
    ],
)
def test_orders_and_parts_have_numbers_too(written: str, number: str) -> None:
    found = number_of_line(written)
    assert found is not None
    assert found.number == number


@pytest.mark.parametrize("line", ["根据财预〔2020〕10号文件要求", "甲市财政局", "第7号", "（2023）7号"])
def test_a_line_that_only_mentions_a_number_is_not_the_documents_number(line: str) -> None:
    assert number_of_line(line) is None


def test_numbers_within_a_text_are_found_in_order() -> None:
    assert [each.number for each in numbers_in("按财预〔2020〕10号、中发〔2018〕34号办理")] == [
        "财预〔2020〕10号",
        "中发〔2018〕34号",
    ]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2023年3月1日", date(2023, 3, 1)),
        ("2023 年 3 月 1 日", date(2023, 3, 1)),
        ("二〇二三年三月一日", date(2023, 3, 1)),
        ("二○二三年十二月三十一日", date(2023, 12, 31)),
        ("二零二三年十月二十日", date(2023, 10, 20)),
        ("二Ｏ二三年十一月廿一日", date(2023, 11, 21)),
        ("2023-03-01", date(2023, 3, 1)),
        ("2023.3.1", date(2023, 3, 1)),
        ("2023/3/1", date(2023, 3, 1)),
        ("2024年2月29日", date(2024, 2, 29)),
        ("2023年2月29日", None),
    ],
)
def test_a_day_is_read_as_offices_write_it(written: str, day: date | None) -> None:
    assert [each.day for each in days_in(f"自{written}起")] == [day]


def test_a_month_or_a_year_alone_is_no_day() -> None:
    assert days_in("2023年3月") == ()
    assert days_in("二〇二三年") == ()


@pytest.mark.parametrize(
    ("written", "figure"), [("二〇二三", 2023), ("十", 10), ("十二", 12), ("三十", 30), ("一百零二", 102), ("7", 7)]
)
def test_figures_are_read_in_chinese_and_arabic(written: str, figure: int) -> None:
    assert read_figures(written) == figure
