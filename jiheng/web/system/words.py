"""The Chinese of what stands in an event: acts, subjects and changed fields."""

import json
import re
from collections.abc import Mapping

from django.apps import apps
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jiheng.audit.models import Event
from jiheng.evaluation.shapes import IMPLEMENTATION, MODELS_OF
from jiheng.orgs.models import Duty, OrganisationKind
from jiheng.self_evaluation.models import Decision

ACTIONS: Mapping[str, str] = {
    "region.created": "登记行政区划",
    "organisation.created": "登记机构",
    "user.created": "登记用户",
    "user.joined": "增加任职",
    "user.deactivated": "停用账号",
    "user.password_changed": "修改密码",
    "user.password_reset": "重置密码",
    "duty.granted": "授予职责",
    "duty.revoked": "收回职责",
    "job.enqueued": "发起后台任务",
    "job.succeeded": "后台任务完成",
    "job.failed": "后台任务失败",
    "job.cancelled": "取消后台任务",
    "job.cancel_requested": "要求取消后台任务",
    "job.retried": "重试后台任务",
    "file.stored": "上传文件",
    "recheck.created": "新建复核批次",
    "recheck.file_added": "加入复核文件",
    "recheck.finished": "复核完成",
    "recheck.mark_decided": "对标记作决定",
    "evaluation.opened": "评价立项",
    "evaluation.prepared": "修改评价准备",
    "evaluation.list_handed_in": "上传预算执行明细",
    "evaluation.lines_imported": "导入预算执行明细",
    "evaluation.lines_refused": "明细没有导入",
    "evaluation.implemented": "修改评价实施内容",
    "evaluation.plan_submitted": "评价方案送审",
    "evaluation.plan_approved": "审定评价方案",
    "evaluation.plan_returned": "退回评价方案",
    "evaluation.implementation_entered": "进入评价实施",
    "evaluation.report_entered": "进入报告撰写",
    "evaluation.preparation_resumed": "退回评价准备",
    "evaluation.implementation_resumed": "退回评价实施",
    "evaluation.document_handed_in": "收入依据文件原件",
    "evaluation.document_confirmed": "登记依据文件",
    "evaluation.document_attached": "原件归到依据文件",
    "evaluation.document_discarded": "不登记依据文件原件",
    "evaluation.scored": "计分留底",
    "evaluation.actuals_imported": "补填实际支出数",
    "evaluation.amendment_requested": "申请指标修正",
    "evaluation.amendment_approved": "批准指标修正",
    "evaluation.amendment_refused": "不同意指标修正",
    "evaluation.amendment_withdrawn": "撤回指标修正",
    "evaluation.materials_added": "收入资料文件",
    "evaluation.material_version_added": "资料加新版本",
    "evaluation.material_changed": "修改一份资料",
    "evaluation.materials_changed": "成批修改资料",
    "evaluation.pictures_filled": "补填图片的时间和地点",
    "evaluation.material_linked": "资料对应指标",
    "evaluation.material_unlinked": "取消资料对应指标",
    "evaluation.material_withdrawn": "撤回资料",
    "evaluation.framework_used": "选用指标框架",
    "evaluation.notice_drafted": "起草书面通知",
    "evaluation.notice_discarded": "删除通知草稿",
    "evaluation.notice_sent": "发出书面通知",
    "evaluation.notice_receipt": "登记送达凭证",
    "evaluation.items_received": "登记资料交齐",
    "evaluation.items_reopened": "撤销资料交齐",
    "evaluation.unit_urged": "登记督促",
    "evaluation.deductions_prepared": "准备未提供资料的扣分",
    "request.handed_in": "单位提交资料",
    "request.declined": "单位说明没有资料",
    "request.withdrawn": "单位撤回资料",
    "request.accepted": "接收单位资料",
    "request.returned": "退回单位资料",
    "report.sent_for_opinion": "送出征求意见稿",
    "report.opinion_receipt": "登记征求意见送达凭证",
    "report.paper_reply": "录入书面回函",
    "report.no_reply_noted": "注明逾期未反馈",
    "report.opinions_decided": "处理反馈意见",
    "report.opinion_noted": "单位写意见",
    "report.opinion_changed": "单位改意见",
    "report.opinion_removed": "单位删意见",
    "report.opinion_replied": "单位回复征求意见",
    "evaluation.adjustment_requested": "申请人工调整得分",
    "evaluation.adjustment_approved": "批准人工调整得分",
    "evaluation.adjustment_refused": "不同意人工调整得分",
    "evaluation.adjustment_withdrawn": "撤回人工调整得分",
    "report.written": "撰写报告",
    "report.drafted": "按数据起草报告",
    "report.recommended": "保存建议",
    "report.recommendation_removed": "删去建议",
    "report.key_problems_chosen": "选摘要写入的问题",
    "report.version_made": "定下报告稿",
    "report.files_made": "生成报告文件",
    "report.template_added": "上传报告模板",
    "report.template_withdrawn": "停用报告模板",
    "report.template_chosen": "选用报告模板",
    "expert.invited": "邀请专家评审",
    "expert.withdrawn": "撤回专家邀请",
    "expert.released": "同意有利益关系的专家参加",
    "expert.reopened": "退回专家重评",
    "expert.declared": "专家声明利益关系",
    "expert.scored": "专家打分",
    "expert.submitted": "专家提交评审",
    "report.key_proposed": "填重点评价的入选依据",
    "report.key_dropped": "不列为重点评价",
    "report.key_confirmed": "确认重点评价入选",
    "report.key_reopened": "撤销重点评价的确认",
    "report.panel_noted": "说明评审专家人数",
    "report.review_asked": "正式稿送财政审核",
    "report.review_approved": "正式稿审核通过",
    "report.review_returned": "正式稿审核退回",
    "report.filed": "登记报送备案",
    "report.filing_corrected": "改正报送备案",
    "report.filing_withdrawn": "撤销报送备案的登记",
    "report.bonds_saved": "填债券资金检查",
    "report.signed": "主评人签字",
    "report.sealed": "评价机构盖章",
    "report.signature_withdrawn": "撤回签章",
    "report.issued": "发出正式稿",
}

FIELDS: Mapping[str, str] = {
    "code": "代码",
    "name": "名称",
    "username": "登录名",
    "kind": "类别",
    "region": "行政区划",
    "parent": "上级",
    "organisation": "机构",
    "duty": "职责",
    "scope": "范围",
    "title": "名称",
    "run": "第几次执行",
    "rules": "规则包",
    "batch": "批次",
    "attachment": "附件",
    "hash": "摘要",
    "remark": "说明",
    "form": "表",
    "cell": "单元格",
    "decision": "决定",
    "reason": "理由",
    "files": "文件数",
    "unreadable": "不能读取",
    "forms": "表数",
    "rows": "指标行",
    "matches": "一致",
    "differences": "不一致",
    "judgements": "人工判断",
    "unread": "不能复算",
    "errors": "阻断",
    "records": "记录",
    "warnings": "提醒",
    "notices": "提示",
    "revision": "第几次修改",
    "version": "方案第几稿",
    "parts": "改动",
    "number": "第几次",
    "score": "得分",
    "grade": "等级",
    "cause": "起因",
    "file": "文件",
    "document": "依据文件",
    "corrected": "与识别不同",
    "framework": "框架",
    "part": "子项目",
    "mode": "办法",
    "notice": "通知",
    "item": "资料",
    "day": "日期",
    "indicator": "指标",
    "rule_score": "按规则得分",
    "amendment": "修正单号",
    "indicator_version": "指标体系第几版",
    "wanted": "调整后得分",
    "difference": "差",
    "project": "项目",
    "expert": "专家",
    "due": "完成期限",
    "relation": "利益关系",
    "points": "打分",
    "comment": "意见",
    "count": "份数",
    "material": "资料编号",
    "numbers": "各资料编号",
    "file_version": "第几版",
    "point": "样本点",
    "unit": "单位",
    "section": "章节",
    "opinions": "意见条数",
    "answer_by": "反馈期限",
    "decided": "采纳情况",
    "basis": "文件依据",
    "amount_large": "金额较大",
    "amount_evidence": "金额依据",
    "attention_high": "社会关注度高",
    "attention_evidence": "关注度依据",
    "report_version": "报告稿",
    "recipient": "报送对象",
    "letter": "文号",
    "received_on": "签收日期",
    "items": "检查要点",
    "report": "正式稿第几稿",
    "signature": "签章",
    "signer": "签字人或盖章机构",
    "way": "方式",
    "template": "报告模板",
}

VALUES: Mapping[str, str] = {
    value: str(label) for value, label in (*Duty.choices, *OrganisationKind.choices, *Decision.choices)
} | {
    "recheck_batch": "复核",
    "recheck_export": "导出",
    "evidence_words": "读取资料文字",
    "sign": "签字",
    "seal": "盖章",
    "scan": "签章页扫描件",
    "certificate": "数字证书",
}

PARTS: Mapping[str, str] = (
    {"project": "项目基本情况"}
    | {name: str(models[0]._meta.verbose_name) for name, models in MODELS_OF.items() if models}
    | {name: str(model._meta.verbose_name) for name, (model, _) in IMPLEMENTATION.items()}
)

DIGEST = re.compile("[0-9a-f]{64}")


def action_label(action: str) -> str:
    """What was done, in Chinese; the code itself for an act without a word."""
    return ACTIONS.get(action, action)


def matching_actions(sought: str) -> list[str]:
    """The codes of acts whose word contains what is sought."""
    return [code for code, word in ACTIONS.items() if sought in word]


def subject_label(subject_type: str) -> str:
    """What kind of thing it was done to: 机构, 用户."""
    return str(apps.get_model(subject_type)._meta.verbose_name)


def changes(event: Event) -> SafeString:
    """What changed: “名称 县水利局，类别 预算单位”, and what stood there before."""
    after, before = _line(event.after), _line(event.before)
    return format_html("{}（原为 {}）", after, before) if after and before else after or before


def _line(text: str) -> SafeString:
    values = json.loads(text)
    return format_html_join(
        "，",
        "{} {}",
        ((FIELDS.get(key, key), _shown(value)) for key, value in values.items() if value not in (None, "")),
    )


def _shown(value: object) -> object:
    """Its word; of a digest the beginning, with the whole behind it."""
    if DIGEST.fullmatch(str(value)):
        return format_html('<code title="{}">{}</code>', value, str(value)[:12])
    pieces = [PARTS.get(piece, "") for piece in str(value).split("、")]
    return "、".join(pieces) if all(pieces) else VALUES.get(str(value), value)
