// Shows the slots in the zone of the device, unless somebody chose a zone. Without it the page shows the programme's zone.
const shown = document.querySelector("[data-zone]")?.dataset.zone;
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const address = new URL(location.href);
if (shown && own && own !== shown && !address.searchParams.has("zone")) {
  address.searchParams.set("zone", own);
  location.replace(address);
}
