BBBB BBBB gettext(u'%(programme)s: a proposal does not come about') SSSSSSSSSSSSSS S SSSSSSSS SSSS SSS SSSS SSSSS
