/** The bank's page, inside a frame of the shop or on its own. */

const finished = document.body.dataset.finished;
if (finished !== undefined && window.parent !== window) window.parent.postMessage({ kind: "authentication_finished", id: finished }, "*");

// A frame of another origin may not use autofocus; the first button takes the keyboard all the same.
document.querySelector<HTMLButtonElement>("button.primary")?.focus();
