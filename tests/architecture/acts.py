"""What keeps one tap from doing harm: one entry for each address that takes a POST.

Checked by test_acts.py; an address without an entry fails there.

- `FORMS`: a page is filled in, and a button on it sends what was filled in.
- `ASKED`: a plain question comes before, on a page of its own.
- `UNDO`: it can be taken back, and nobody hears of it before; the value says how.
- `HARMLESS`: a second tap undoes it, or nothing is lost or mailed; the value says why.
"""

FORMS = frozenset({
    "account_confirm_login_code",
    "account_login",
    "account_signup",
    "admin:admissions_interview_change",
    "admin:admissions_interview_move",
    "admin:admissions_interviewer_add",
    "admin:admissions_interviewer_block",
    "admin:admissions_interviewer_change",
    "admin:admissions_interviewer_day",
    "admin:admissions_interviewer_list",
    "admin:applications_application_book",
    "admin:applications_application_offer",
    "admin:applications_application_save_view",
    "admin:applications_application_undo",
    "admin:applications_application_view",
    "admin:matching_cohortcriteria_of",
    "admin:matching_plan_settings",
    "admin:matching_plan_what_if",
    "admin:matching_run_of",
    "admin:partnerships_partnership_co_mentor",
    "admin:partnerships_partnership_end",
    "admin:partnerships_partnership_withdraw",
    "admin:profiles_enrolment_decline",
    "admin:profiles_enrolment_invite",
    "admin:profiles_profile_edit",
    "admin:profiles_profile_import",
    "admin:profiles_profile_import_check",
    "admin:profiles_profile_leave",
    "admin:profiles_profile_pause",
    "admin:profiles_profile_screening",
    "admin:profiles_profile_standing",
    "admin:worklist_task_plan",
    "admissions:ask_guardian",
    "admissions:book",
    "admissions:contact",
    "admissions:guardian",
    "admissions:move",
    "admissions:time_request",
    "applications:check",
    "applications:links",
    "applications:opening",
    "applications:start",
    "applications:step",
    "mfa_authenticate",
    "mfa_edit_webauthn",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "partnerships:links",
    "partnerships:log",
    "partnerships:office_answer",
    "partnerships:office_links",
    "partnerships:office_log",
    "profiles:grant",
    "profiles:interest",
    "profiles:join_page",
    "profiles:office",
    "profiles:party",
    "profiles:section",
})  # fmt: skip

ASKED = frozenset({
    "account_logout",
    "admin:admissions_interview_cancel",
    "admin:admissions_interview_held",
    "admin:admissions_interview_missed",
    "admin:admissions_interviewer_renew_feed",
    "admin:admissions_interviewer_stop_feed",
    "admin:applications_application_delete_view",
    "admin:partnerships_partnership_remind",
    "admin:profiles_enrolment_approve",
    "admin:profiles_enrolment_link",
    "admissions:cancel",
    "admissions:confirm_address",
    "admissions:erase",
    "admissions:guardian_no",
    "admissions:withdraw",
    "admissions:withdraw_consent",
    "admissions:withdraw_time_request",
    "applications:alert",
    "applications:alert_stop",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_remove_webauthn",
    "partnerships:office_leave",
    "partnerships:office_remove_meeting",
    "partnerships:remove_meeting",
    "profiles:join_no",
    "profiles:office_link",
    "profiles:office_revoke",
    # The form adds a wish; taking one back is asked.
    "profiles:wishes",
})  # fmt: skip

TEN_MINUTES = "ten minutes, before any mail goes"
UNDO = {
    "admin:applications_application_accept": TEN_MINUTES,
    "admin:applications_application_bulk_accept": TEN_MINUTES,
    "admin:applications_application_bulk_decline": TEN_MINUTES,
    "admin:applications_application_bulk_waitlist": TEN_MINUTES,
    "admin:applications_application_decline": TEN_MINUTES,
    "admin:applications_application_waitlist": TEN_MINUTES,
    "admin:matching_plan_discard": "restore",
    "admin:matching_plan_publish": TEN_MINUTES,
    "admin:matching_plan_step": "the board's own undo",
    "admin:worklist_task_close": "reopen",
    "admin:worklist_task_drop": "reopen",
    "partnerships:answer": TEN_MINUTES,
}

HARMLESS = {
    "admin:admissions_interview_guide": "only adds a guide of the cohort's own, to be edited",
    "admin:matching_plan_restore": "can be put aside again",
    "admin:matching_plan_unpublish": "is the way back itself: no mail has gone",
    "admin:matching_run_cancel": "stops a computation, which can be started anew",
    "admin:profiles_profile_resume": "can be paused again",
    "admin:worklist_task_reopen": "can be closed again",
    "admin:worklist_task_take": "can be given to somebody else",
    "admissions:download": "only reads",
    "profiles:join_yes": "takes a no back, and can be said again",
    "set_language": "can be chosen again",
}

# Where the first of many is made by a tap, and only those after it are asked about.
ONE_TAP = frozenset({"admin:admissions_interviewer_renew_feed", "account_logout"})

# A POST there does the same as a GET: it reads.
READS = frozenset({
    "account_inactive",
    "admin:app_list",
    "admin:index",
    "admin:login",
    "admin:logout",
    "admin:search",
    "admin:view_on_site",
    "admin:cohorts_campaign_image",
    "admissions:interview",
    "admissions:own_data",
    "admissions:status",
    "applications:front",
    "applications:pause",
    "applications:resume",
    "home:start",
    "mfa_download_recovery_codes",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_login_webauthn",
    "mfa_view_recovery_codes",
    "partnerships:office",
})  # fmt: skip

# Lists whose actions ask before they act, or do no harm to the rows that were picked.
PICKED = frozenset({"accounts_user", "notifications_mail", "worklist_task"})
