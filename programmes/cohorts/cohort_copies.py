"""What of a cohort's own lists and texts a copy takes over."""

from django.utils.translation import gettext_lazy as _

from programmes.cohorts.services import copying

copying.register("topics", _("topics"), copying.rows("topics"))
copying.register("needs", _("support needs"), copying.rows("supportneeds"))
copying.register("questions", _("questions of your own"), copying.rows("extraquestions"))
copying.register("answers", _("questions and answers"), copying.rows("frequent_questions"))
copying.register("guide", _("the guide for the interview"), copying.rows("guide"))
