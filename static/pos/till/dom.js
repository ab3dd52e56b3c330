/** The few things every part of the page does with the document. */

/** The element with this id; a missing one is a bug. */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`no element ${id}`);
  return element;
}

/** A copy of what a `<template>` holds. */
export function copyOf(templateId) {
  return byId(templateId).content.firstElementChild.cloneNode(true);
}

/** Write only what differs, so that nothing is laid out or announced for no reason. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function setHidden(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

/** Resolves before the next frame is drawn, or soon where none will be (a hidden tab). */
export function nextFrame() {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, 50);
    requestAnimationFrame(() => {
      clearTimeout(late);
      resolve();
    });
  });
}

/** Do it once what has changed is on the screen; nobody waits for it. */
export function afterPaint(action) {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = action;
    port2.postMessage(null);
  });
}

/** Whether fingers are used here: then no keyboard may pop up by itself. */
export function isTouch() {
  return matchMedia('(pointer: coarse)').matches;
}
