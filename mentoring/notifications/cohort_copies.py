"""What of its mails a cohort hands on to a copy."""

from django.utils.translation import gettext_lazy as _

from programmes.cohorts.services import copying

copying.register("mail_texts", _("the texts of mails"), copying.rows("mail_texts"))
