// Logging out takes unsent texts and photos along: the next person on this browser finds none. Choices of the device stay.
(() => {
  const forget = (store) => {
    try {
      for (const key of Object.keys(store)) if (/^hamafza-(draft|restore|sent|call|lately)/.test(key)) store.removeItem(key);
    } catch { /* storage is forbidden here: nothing was kept */ }
  };
  const forgetPhotos = () => { try { indexedDB.deleteDatabase("hamafza-photos"); } catch { /* forbidden too */ } };
  document.addEventListener("submit", (event) => {
    if (new URL(event.target.action, location.href).pathname !== "/accounts/logout/") return;
    forget(localStorage);
    forget(sessionStorage);
    forgetPhotos();
  });
  // Not everybody logs out: whoever comes next on this browser finds no photos of the one before.
  const person = document.documentElement.dataset.person, whose = "hamafza-photos-of";
  try {
    const before = localStorage.getItem(whose);
    if (person && before && before !== person) forgetPhotos();
    if (person) localStorage.setItem(whose, person);
  } catch { /* forbidden: nothing was kept */ }
})();
