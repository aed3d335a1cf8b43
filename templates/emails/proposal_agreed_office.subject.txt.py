BBBB BBBB gettext(u'%(programme)s: a partnership begins') SSSSSSSSSSSSSS S SSSSSSSSSSS SSSSSS
