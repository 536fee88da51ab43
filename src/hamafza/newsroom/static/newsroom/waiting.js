// Photos that were chosen and have not arrived: kept in this browser, so that a tab that dies takes none along.
"use strict";
(() => {
  const LONGEST = 30 * 24 * 3600 * 1000; // ms; whoever has not come back by then does not miss them
  const person = document.documentElement.dataset.person;
  const opened = new Promise((done) => {
    try {
      const request = indexedDB.open("hamafza-photos", 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("photos", { keyPath: "id", autoIncrement: true });
        request.result.createObjectStore("captions");
      };
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close(); // another person comes: see forget.js
        done(request.result);
      };
      request.onerror = request.onblocked = () => done(null);
    } catch { done(null); }
  });
  // Nothing is kept where storage is full, forbidden or just cleared: the photo is sent from memory all the same.
  const ask = async (store, act, mode = "readwrite") => {
    try {
      const request = act((await opened).transaction(store, mode).objectStore(store));
      return await new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = failed; });
    } catch { return undefined; }
  };

  const drop = async (id) => {
    if (id === undefined) return;
    await ask("photos", (photos) => photos.delete(id));
    await ask("captions", (captions) => captions.delete(id));
  };
  window.hamafzaWaiting = {
    keep: (draft, file) => ask("photos", (photos) => photos.add({ person, draft, file, name: file.name, at: Date.now() })),
    caption: (id, text) => id !== undefined && ask("captions", (captions) => captions.put(text, id)),
    drop,
    // Those of one draft, in the order in which they were chosen.
    of: async (draft) => {
      const found = [];
      for (const one of (await ask("photos", (photos) => photos.getAll(), "readonly")) || []) {
        if (Date.now() - one.at > LONGEST) await drop(one.id);
        else if (one.person === person && one.draft === draft) {
          const caption = await ask("captions", (captions) => captions.get(one.id), "readonly");
          found.push({ id: one.id, file: new File([one.file], one.name, { type: one.file.type }), caption: caption || "" });
        }
      }
      return found;
    },
  };
})();
