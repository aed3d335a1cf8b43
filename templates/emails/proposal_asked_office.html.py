BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBB
BBBBB BBBBBBBBB gettext(u'There is something to answer.') BBBBBBBB BBBBBBBBB
BBBBB BBBBBBB
XXXX gettext(u'A proposal waits for an answer') XXXXX
BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBB BBBB
XXX gettext(u'On %(day)s we wrote to %(mentor)s: we propose to be the mentor of %(mentee)s for this cohort.') SS SSSSSSS SS SSSSS SS SSSSSSSSSSS SS SSSSSSS SS SS SSS SSSSSS SS SSSSSSSSSS SSS SSSS SSSSSSSXXXX
XXXBB BBBBBBBBBB gettext(u'You may answer on behalf, on the page of your office. It takes a minute.') BBBB gettext(u'Please see to it that our mail is read. The answer takes a minute.') BBBBBXXXX
 gettext(u'To the page of your office') BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBB BBBBBBBBBBB BBBB
BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBBBBBB BBBBBBB
