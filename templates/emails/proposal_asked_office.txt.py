BBBBBBB BBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBB BBBBBBB gettext(u'A proposal waits for an answer') 

BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBB BBBB
 gettext(u'On %(day)s we wrote to %(mentor)s: we propose to be the mentor of %(mentee)s for this cohort.') SS SSSSSSS SS SSSSS SS SSSSSSSSSSS SS SSSSSSS SS SS SSS SSSSSS SS SSSSSSSSSS SSS SSSS SSSSSSS

BB BBBBBBBBBB gettext(u'You may answer on behalf, on the page of your office. It takes a minute.') BBBB gettext(u'Please see to it that our mail is read. The answer takes a minute.') BBBBB

 gettext(u'To the page of your office') X


BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBB
