"""The places whose time zones are offered while somebody types."""

from django import template

from mentoring.common.zones import zone_options

register = template.Library()
register.simple_tag(zone_options)
