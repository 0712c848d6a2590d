"""Tables of regions, organisations, users and their duties."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Region(models.Model):
    """An administrative region. ``path`` lists the ids from the top, e.g. ``/1/5/``."""

    code = models.CharField("代码", max_length=12, unique=True)
    name = models.CharField("名称", max_length=60)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    path = models.CharField("路径", max_length=120, db_index=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "行政区划"
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class OrganisationKind(models.TextChoices):
    FINANCE = "finance", "财政部门"
    DEPARTMENT = "department", "主管部门"
    UNIT = "unit", "预算单位"
    THIRD_PARTY = "third_party", "第三方机构"
    EXTERNAL = "external", "外部单位"


class Organisation(models.Model):
    """A body in the tree of its region. ``path`` lists the ids from the top, e.g. ``/3/17/``."""

    scope_field: ClassVar[str] = ""
    system_rows: ClassVar[bool] = True

    name = models.CharField("名称", max_length=120)
    short_name = models.CharField("简称", max_length=40, blank=True)
    kind = models.CharField("类别", max_length=12, choices=OrganisationKind)
    region = models.ForeignKey(Region, models.PROTECT, related_name="organisations", verbose_name="行政区划")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    path = models.CharField("路径", max_length=200, db_index=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "机构"
        ordering = ("path",)
        constraints = (
            models.UniqueConstraint(
                fields=("region", "name"),
                name="organisation_name_once",
                violation_error_message="同一行政区划内已有同名机构",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


class Users(BaseUserManager["User"]):
    """Reading users by their login name, as Django's login asks."""


class User(AbstractBaseUser):
    """A person with a login."""

    username = models.CharField(
        "登录名", max_length=60, unique=True, error_messages={"unique": "这个登录名已有人使用，请换一个"}
    )
    name = models.CharField("姓名", max_length=40)
    phone = models.CharField("电话", max_length=20, blank=True)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=True)

    objects = Users()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "用户"
        ordering = ("username",)

    def __str__(self) -> str:
        return self.name


class Duty(models.TextChoices):
    """The duties of 角色清单; a respondent of a questionnaire has no account and so no duty."""

    SYS = "SYS", "系统管理员"
    FPD = "FPD", "财政绩效科"
    FBD = "FBD", "财政业务科室"
    FLD = "FLD", "财政局领导"
    DPT = "DPT", "主管部门"
    UNT = "UNT", "预算单位"
    TPL = "TPL", "第三方项目负责人"
    TPM = "TPM", "第三方成员"
    LEAD = "LEAD", "主评人"
    QC = "QC", "质控复核人"
    EXP = "EXP", "专家"
    ARC = "ARC", "档案管理员"
    SUP = "SUP", "监督"


class Membership(models.Model):
    """A user's place in one organisation."""

    scope_field: ClassVar[str] = "organisation"
    system_rows: ClassVar[bool] = True

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="用户")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships", verbose_name="机构")

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("user", "organisation"),
                name="membership_once",
                violation_error_message="该用户已在这个机构任职",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"


class Grant(models.Model):
    """One duty of a membership, over the organisation ``scope``."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="grants", verbose_name="任职")
    duty = models.CharField("职责", max_length=4, choices=Duty)
    scope = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="范围")

    class Meta:
        verbose_name = verbose_name_plural = "职责"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("membership", "duty", "scope"),
                name="grant_once",
                violation_error_message="这项职责已经授予",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_duty_display()} · {self.scope}"
