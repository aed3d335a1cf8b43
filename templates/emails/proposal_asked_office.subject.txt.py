BBBB BBBB gettext(u'%(programme)s: a proposal waits for an answer') SSSSSSSSSSSSSS S SSSSSSSS SSSSS SSS SS SSSSSS
