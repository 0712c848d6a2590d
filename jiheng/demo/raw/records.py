"""Papers of the evaluation itself: commission, briefing, talk, team, questionnaires, and a guide to all files."""

from collections.abc import Sequence
from typing import Final

from jiheng.demo.preparation.project import AGENCY, demo_preparation
from jiheng.demo.raw.papers import Annex, Section, finished, marked, write_annex, write_sections
from jiheng.reports.official_page import add_title
from jiheng.rules.preparation.communications import CommunicationKind, of_kind
from jiheng.rules.surveys.shapes import Question, Questionnaire
from jiheng.rules.wording import day_text

OF: Final = demo_preparation()
GUIDE: Final = "00-先看这里.docx"
NOTHING: Final = "—"


def records() -> dict[str, bytes]:
    """File name → ``.docx`` bytes."""
    return {
        GUIDE: _guide(),
        "01-评价委托函.docx": _commission(),
        "02-财政交底记录.docx": _talk(CommunicationKind.BRIEFING, "财政交底记录"),
        "03-沟通纪要.docx": _talk(CommunicationKind.MINUTES, "与被评价单位的沟通纪要"),
        "04-评价小组、声明和分工.docx": _team(),
        "41-调查问卷初稿.docx": _questionnaires(),
    }


def _written(title: str, sections: Sequence[Section], annexes: Sequence[Annex] = ()) -> bytes:
    document = marked(title)
    add_title(document, title)
    write_sections(document, sections)
    for annex in annexes:
        write_annex(document, annex)
    return finished(document)


def _guide() -> bytes:
    steps = Annex(
        "文件和用处",
        ("文件", "内容", "在哪一步用"),
        (
            ("01至04", "委托函、财政交底记录、沟通纪要、评价小组", "立项和评价小组"),
            ("11至17", "下达文件、管理办法和实施方案", "评价依据目录、下达文件、进度要求"),
            ("21至23", "国家和部委文件的文件卡", "评价依据目录"),
            ("31", "资金分配明细，乡镇报来的表样", "预算执行情况表"),
            ("32", "工程合同台账，有支付数和凭证号", "预算执行情况表、样本点"),
            ("33", "实施进度情况", "项目实施进度表"),
            ("34", "指标体系，一级、二级指标合并单元格", "指标体系"),
            ("35", "样本点基础信息表要采的列", "基础信息表"),
            ("41", "五份调查问卷的初稿", "调查问卷"),
        ),
        (14, 44, 42),
    )
    sections = (
        Section(
            "",
            (
                "这个文件夹是一个演示项目的原始资料。请像平时接到委托一样，把资料登记进系统，做到评价方案送审。",
                "金额取自公开文件，地名、单位、人名、文号和日期都是编写的，不能作为真实资料引用。",
            ),
        ),
        Section(
            "一、要留心的地方",
            (
                "两份文件对通村公路的补助标准规定不同，要认定冲突，下级文件不予列入目录。",
                "同一节点有几份文件提出不同的时间要求，都要登记，由系统按效力和远近取值。",
                f"随机抽取没有抽到补助最多的乡镇，要人工加选并写理由。抽样种子用“{OF.sampling.seed}”，"
                f"样本量{OF.sampling.size}个。",
                "通村公路补助和道路工程的资金占比都不低，主评人决定不拆分，理由要写明。",
            ),
        ),
    )
    return _written("演示项目原始资料说明", sections, (steps,))


def _commission() -> bytes:
    project = OF.project
    rows = (
        ("项目编码", project.code),
        ("项目名称", project.name),
        ("评价主体", project.evaluator_kind),
        ("评价机构", project.agency),
        ("项目层级", project.level),
        ("主管部门", project.department),
        ("实施单位", project.implementing_unit),
        ("评价基准日", day_text(project.evaluation_date) if project.evaluation_date else NOTHING),
        ("预算年度", str(project.budget_year)),
        ("上位制度依据", "；".join(project.basis_rules)),
        ("实施初衷", "；".join(project.purposes)),
        ("项目类型", "、".join(project.project_types)),
        ("资金来源", "、".join(project.fund_sources)),
        ("有无资金配套要求", "有"),
        ("有无直接受益对象", "有，沿线村民"),
        ("是否属产业或行为引导", "否"),
        ("评价目的", project.objective),
        ("所属行业", "、".join(project.industries)),
        ("评价方法", "、".join(project.methods)),
        ("工作纪律", project.discipline),
    )
    told = (
        f"{AGENCY}：",
        f"{project.commissioner}委托你单位对下表所列项目开展绩效评价，请组建评价小组并报评价方案。",
    )
    facts = Annex("项目基本情况", ("事项", "内容"), rows, (26, 74))
    return _written("关于委托开展绩效评价的函", (Section("", told),), (facts,))


def _talk(kind: CommunicationKind, title: str) -> bytes:
    (talk,) = of_kind(OF.communications, kind)
    day = day_text(talk.held_on) if talk.held_on else NOTHING
    told = (f"时间：{day}。参加人：{talk.people}。",)
    points = Annex("记录", ("要点", "内容"), talk.points, (24, 76))
    return _written(title, (Section("", told),), (points,))


def _team() -> bytes:
    people = tuple(
        (one.name, one.role.value, one.profession, one.title, one.certificates or NOTHING, str(one.years), one.duties)
        for one in OF.team
    )
    declared = tuple(
        (one.person, one.unit, one.relation or "无利益关系", day_text(one.signed_on) if one.signed_on else NOTHING)
        for one in OF.declarations
    )
    tasks = tuple(
        (
            one.name,
            one.people,
            day_text(one.starts) if one.starts else NOTHING,
            day_text(one.ends) if one.ends else NOTHING,
        )
        for one in OF.tasks
    )
    return _written(
        "评价小组、利益关系声明和分工",
        (Section("", ("评价小组成员和评价机构对每个有关单位都签了利益关系声明，原件存档。",)),),
        (
            Annex("评价小组", ("姓名", "角色", "专业", "职称", "证书", "年限", "分工"), people,
                  (10, 14, 13, 15, 18, 8, 22)),
            Annex("利益关系声明", ("姓名或机构", "有关单位", "利益关系", "签署日期"), declared, (24, 30, 22, 24)),
            Annex("人员分工和时间节点", ("工作", "人员", "开始", "完成"), tasks, (34, 22, 22, 22)),
        ),
    )  # fmt: skip


def _questionnaires() -> bytes:
    told = ("每类相关方一份。表头写调查目的、对象和方法，题目标明主题。",)
    annexes = [_questionnaire(one) for one in OF.questionnaires]
    return _written("调查问卷初稿", (Section("", told),), annexes)


def _questionnaire(one: Questionnaire) -> Annex:
    asked = [question for question in OF.questions if question.questionnaire == one.key]
    head = f"问卷{one.key}（{'、'.join(one.parties)}）　目的：{one.purpose}　对象：{one.audience}　方法：{one.method}"
    rows = tuple((each.number, each.text, each.kind, each.topic, _options(each)) for each in asked)
    return Annex(head, ("题号", "题目", "题型", "主题", "选项"), rows, (8, 38, 12, 10, 32))


def _options(question: Question) -> str:
    said = [name if points is None else f"{name}（{points}分）" for name, points in question.options]
    return "、".join(said) or NOTHING
