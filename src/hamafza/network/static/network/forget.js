// Logging out takes unsent texts along: the next person on this browser finds none. Choices of the device stay.
(() => {
  const forget = (store) => {
    try {
      for (const key of Object.keys(store)) if (/^hamafza-(draft|restore|sent|call)/.test(key)) store.removeItem(key);
    } catch { /* storage is forbidden here: nothing was kept */ }
  };
  document.addEventListener("submit", (event) => {
    if (new URL(event.target.action, location.href).pathname !== "/accounts/logout/") return;
    forget(localStorage);
    forget(sessionStorage);
  });
})();
