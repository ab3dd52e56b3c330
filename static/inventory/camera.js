/**
 * Reads a barcode with a phone's camera: `<button data-camera="id of the field" hidden>` and one
 * `<dialog id="camera">`. The button shows where there is a camera to ask for: on a safe address.
 * The browser's own reader does it where there is one, else zxing-wasm from our own folder.
 */
const PAUSE = 80;
const CAMERA = { video: { facingMode: 'environment', width: { ideal: 1280 } } };
const dialog = document.getElementById('camera');
const video = dialog?.querySelector('video');
const sentence = dialog?.querySelector('.error');

/** @returns {Promise<(picture: ImageData) => Promise<string|undefined>>} what reads a picture */
async function reader() {
  const own = globalThis.BarcodeDetector;
  if (own && (await own.getSupportedFormats()).includes('ean_13')) {
    const detector = new own();
    return async (picture) => (await detector.detect(picture))[0]?.rawValue;
  }
  const { prepareZXingModule, readBarcodes } = await import(dialog.dataset.library);
  await prepareZXingModule({ overrides: { locateFile: () => dialog.dataset.wasm }, fireImmediately: true });
  return async (picture) => (await readBarcodes(picture, { maxNumberOfSymbols: 1 }))[0]?.text;
}

function picture(canvas) {
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.drawImage(video, 0, 0);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** @returns {Promise<string|undefined>} the first code that is seen; none when somebody closes it */
async function look() {
  const stream = await navigator.mediaDevices.getUserMedia(CAMERA);
  try {
    video.srcObject = stream;
    await video.play();
    const read = await reader();
    const canvas = document.createElement('canvas');
    while (dialog.open) {
      const code = await read(picture(canvas));
      if (code) return code;
      await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
    }
    return undefined;
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}

async function scanInto(field) {
  sentence.textContent = '';
  dialog.firstElementChild.classList.remove('is-refused');
  dialog.showModal();
  try {
    const code = await look();
    if (!code || !dialog.open) return;
    field.value = code;
    dialog.close();
    field.form.requestSubmit();
  } catch {
    sentence.textContent = sentence.dataset.refused;
    dialog.firstElementChild.classList.add('is-refused');
  }
}

if (dialog && navigator.mediaDevices?.getUserMedia) {
  dialog.querySelector('[data-close]').addEventListener('click', () => dialog.close());
  for (const button of document.querySelectorAll('[data-camera]')) {
    button.hidden = false;
    button.addEventListener('click', () => scanInto(document.getElementById(button.dataset.camera)));
  }
}
