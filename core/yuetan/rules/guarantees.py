"""What the system itself keeps, so that a clause may rest on it. Each is proven by a test, or shown as promised."""

from __future__ import annotations

from attrs import frozen

from yuetan.wording import later


@frozen
class Guarantee:
    """Something the system keeps for every regulation."""

    code: str
    title: str
    test: str = ""  # the test that proves it; empty: promised

    @property
    def promised(self) -> bool:
        """Whether it is still to be built."""
        return not self.test


GUARANTEES = {guarantee.code: guarantee for guarantee in (
    Guarantee("edition", later("各版本只管其施行期间的事项"), "tests/core/test_engine_editions.py"),
    Guarantee("seal", later("反映人信息和反映材料单独加密封存，任何页面、文书和导出均不出现"),
              "tests/core/test_sealing.py"),
    Guarantee("decision_by_reference", later("问责处分由有权机关决定，系统只登记文号，不作流程环节"),
              "tests/core/test_casework_decisions.py"),
    Guarantee("interpretation", later("制度的理解与采用的选项由有权机关批准后生效，全程留痕"),
              "tests/core/test_governing.py"),
    Guarantee("true_statements", later("约谈对象提交的材料定稿后不可改动，更正另立一份"),
              "tests/core/test_true_statements.py"),
    Guarantee("appeal", later("申诉由上级组织受理，实施约谈的单位及其人员不能办理"), "tests/core/test_appeals.py"),
    Guarantee("attendance", later("到场情况由两人登记，延期须有申请和同意"), "tests/core/test_casework_attendance.py"),
    Guarantee("recusal", later("回避的人不能办理或者查看这件约谈"), "tests/core/test_casework_journey.py"),
    Guarantee("heard", later("约谈对象可以提出不同意见，与谈话记录一并保存"), "tests/core/test_access_interviews.py"),
)}
