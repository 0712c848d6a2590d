"""What people wrote into the report of the demonstration. Figures are live fields; everything is labelled 演示."""

from typing import Final

TEXTS: Final = {
    "abstract-2.results": "演示：抽查的{{样本点数量}}样本点道路全部通车，村民满意度指标得{{X4得分}}；"
    "赶场、运货时间缩短一半左右。",
    "body-1.background": "演示：青岚县山区村组道路原为泥路，雨天车辆进不了村，群众出行和农产品外运困难。"
    "云岭市出台农村公路三年行动方案，对村组硬化道路给予补助，县里同步安排道路工程。",
    "body-2.funds": "演示：全部资金执行率{{预算执行率}}。结余主要在赤岩镇、石宝乡的未完工路段；"
    "资金最多的三个乡镇完成率都是100%，支出进度与完成情况一致。",
    "body-2.points": "演示：样本点计划硬化10.75公里，实际10.55公里，差0.2公里，出在赤岩镇和石宝乡。"
    "有专人管护的路段破损少，没有公示管护责任人的两个乡镇都出现路面破损。",
    "body-2.progress": "项目进度节点共{{进度节点数}}，按期完成{{按期节点数}}，延期{{延期节点数}}。"
    "演示：延期原因是征地协调和雨季停工。",
    "body-2.features": "演示：评价组对每个样本点用同一张表取数，现场实测路面宽度和厚度，"
    "照片带拍摄时间和地点，每一分都能对应到资料编号。",
    "body-3.overall": "演示：项目决策依据充分，产出基本完成，通村公路硬化里程完成率指标得{{C1得分}}；"
    "效果类得分率{{效果得分率}}，是四类中最低的，主要因为农产品运费下降没有可用的资料证明。",
    "body-3.cases": "演示：南坪镇把管护责任人、电话和路段长度写在路牌上，群众可以直接报修，样本点中没有发现破损。",
    "body-3.duty": "演示：被评价单位设定了绩效目标，开展了监控和自评；两次监控检查提出的问题没有整改回执，"
    "书面通知要求的运费测算依据没有提供。",
}
"""Sub-item → text; the others keep the draft made from the data."""
ABSENT: Final = ("body-3.experience",)
RECOMMENDED: Final = (
    (
        "限期完成剩余路段",
        "演示：县交通运输局督促赤岩镇、石宝乡在2023年6月底前完成剩余0.2公里硬化，完成前暂缓拨付尾款。",
        ("部分路段没有按计划完成硬化",),
        True,
    ),
    (
        "把管护责任落实到人",
        "演示：逐段公示管护责任人和联系电话，管护经费列入年度预算，未公示的不安排下一年养护补助。",
        ("管护责任没有落实到人",),
        True,
    ),
)
"""Title, text, the problems it answers, and whether the abstract has it."""

ANSWERED: Final = (
    ("评价结论", "演示：建议在结论里补充说明2022年雨季长、施工期短的情况。"),
    ("各指标得分说明", "演示：农产品运输成本下降率指标不应得0分，我局年度总结里有数据。"),
)
"""Part of the section → what the unit says of it."""
MENDED: Final = ("body-3.overall", "2022年雨季较常年长，有效施工期缩短，对部分路段进度有影响。")
"""The sub-item changed for the first opinion, and what was added."""
