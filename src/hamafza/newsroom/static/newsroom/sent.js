// The page of an item that comes right after its form: the text has arrived, so this browser need not keep it any longer.
"use strict";
(() => {
  const sent = JSON.parse(sessionStorage.getItem("hamafza-sent") || "null");
  sessionStorage.removeItem("hamafza-sent");
  if (sent && document.referrer === sent.from) localStorage.removeItem(sent.slot);
})();
