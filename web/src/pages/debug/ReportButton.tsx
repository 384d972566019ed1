// SPDX-License-Identifier: Apache-2.0
// Copies the report. Where the browser refuses the clipboard (plain http on a LAN), it shows the text to copy
// by hand.
import { useEffect, useRef, useState } from 'preact/hooks';
import { say, t } from '../../i18n/i18n.ts';
import type { RoomDebug } from '../../store/room_debug.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './ReportButton.module.css';
import { writeReport } from './report.ts';

const COPIED_SHOWN_MS = 3000;

export function ReportButton({ debug, room }: { debug: RoomDebug; room: string }) {
  const [copied, setCopied] = useState(false);
  const [byHand, setByHand] = useState('');

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    const report = writeReport(debug, room, say({ key: `state.${debug.state.peek().phase}` }));
    try {
      await navigator.clipboard.writeText(report);
      setCopied(true);
    } catch {
      setByHand(report);
    }
  }

  return (
    <>
      <Button wide onClick={() => void copy()}>
        {copied ? t('debug.copied') : t('debug.copy')}
      </Button>
      <p role="status" class="hidden-text">
        {copied && t('debug.copied')}
      </p>
      {byHand !== '' && <ByHand report={byHand} onClose={() => setByHand('')} />}
    </>
  );
}

function ByHand({ report, onClose }: { report: string; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    box.current?.select();
  }, []);
  return (
    <dialog ref={dialog} class={styles.dialog} aria-labelledby="by-hand" onClose={onClose}>
      <p id="by-hand">{t('debug.copy_by_hand')}</p>
      <textarea
        ref={box}
        class={styles.report}
        aria-label={t('report.title')}
        readOnly
        rows={12}
        value={report}
      />
      <Button onClick={() => dialog.current?.close()}>{t('debug.close')}</Button>
    </dialog>
  );
}
