"""Blobs and the names they were handed in under."""

from typing import ClassVar

from django.db import models

from jiheng.orgs.models import Organisation, User


class FileType(models.TextChoices):
    """The types that may come in, found from the file's structure, never from its name."""

    XLSX = "xlsx", "Excel 工作簿"
    XLS = "xls", "Excel 97-2003 工作簿"
    DOCX = "docx", "Word 文档"
    PDF = "pdf", "PDF"
    ZIP = "zip", "压缩包"
    PNG = "png", "PNG 图片"
    JPG = "jpg", "JPEG 图片"
    CSV = "csv", "CSV 文本"


class Blob(models.Model):
    """Immutable bytes on disk under their SHA-256."""

    hash = models.CharField("摘要", max_length=64, primary_key=True)
    size = models.BigIntegerField("字节数")
    type = models.CharField("类型", max_length=4, choices=FileType)

    class Meta:
        verbose_name = verbose_name_plural = "文件内容"

    def __str__(self) -> str:
        return self.hash[:12]


class Attachment(models.Model):
    """A blob handed in by somebody under a name. ``remark`` says what was left unread, such as macros."""

    scope_field: ClassVar[str] = "organisation"

    name = models.CharField("文件名", max_length=255)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="attachments", verbose_name="内容")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机构")
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    at = models.DateTimeField("上传时间")
    remark = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return self.name
