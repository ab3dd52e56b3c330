/** How long a scan takes to become a painted line, for the benchmark and the browser's tools. */
import { afterPaint } from './dom.js';

const MOST_KEPT = 2000;

/** Measure `scan-to-line` from the key that ended a scan until the line has been painted. */
export function measureScan(at) {
  afterPaint(() => {
    performance.mark('scan', { startTime: at });
    performance.mark('line-painted');
    performance.measure('scan-to-line', 'scan', 'line-painted');
    performance.clearMarks('scan');
    performance.clearMarks('line-painted');
    forgetOld();
  });
}

function forgetOld() {
  if (performance.getEntriesByName('scan-to-line').length > MOST_KEPT) {
    performance.clearMeasures('scan-to-line');
  }
}
