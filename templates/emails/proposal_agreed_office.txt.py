BBBBBBB BBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBB BBBBBBB gettext(u'A partnership begins') 

BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBB BBBB
 gettext(u'Since %(day)s, %(mentor)s is the mentor of %(mentee)s.') SSSSS SSSSSSSS SSSSSSSSSS SS SSS SSSSSS SS SSSSSSSSSSS

 gettext(u'You may get a mail or a call to find a date for the first meeting. Please help to find one soon.') 

 gettext(u'To the page of your office') X


BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBB
