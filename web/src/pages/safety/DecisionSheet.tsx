// SPDX-License-Identifier: Apache-2.0
// What an operator decided about the person who is here: on a sheet, because it must be read, one after the other.
import { useEffect, useState } from 'preact/hooks';
import { isKey, type Key, needTexts, t } from '../../i18n/i18n.ts';
import { readSite } from '../../net/site_api.ts';
import { type Decision, decisions, readDecision } from '../../store/moderation.ts';
import { Button } from '../../ui/Button.tsx';
import { putOver } from '../../ui/over.ts';
import { Sheet } from '../../ui/Sheet.tsx';
import { longTime } from '../../ui/time.ts';

let isOpen = false;

// Once, however often it is asked for; it shows what comes meanwhile.
export async function openDecisions(person: string): Promise<void> {
  if (isOpen) return;
  isOpen = true;
  await needTexts('safety').catch(() => {});
  putOver(
    (close) => <DecisionSheet person={person} onClose={close} />,
    () => {
      isOpen = false;
    },
  );
}

export function DecisionSheet({ person, onClose }: { person: string; onClose: () => void }) {
  const decision = decisions.value[0];
  const contact = useContact();
  // Read here, or in another tab.
  useEffect(() => {
    if (decision === undefined) onClose();
  }, [decision]);
  if (decision === undefined) return null;
  const seen = () => readDecision(person, decision.useq);
  const { action, reason } = decision;
  const about = `moderation.${action}_about`;
  return (
    <Sheet
      key={decision.useq}
      title={titleOf(decision)}
      onClose={seen}
      actions={
        <Button kind="primary" onClick={seen}>
          {t('moderation.seen')}
        </Button>
      }
    >
      {isKey(about) && <p>{t(about)}</p>}
      {reason !== '' && <p>{t('moderation.reason', { reason: reasonOf(reason) })}</p>}
      {contact !== '' && <p>{t('reporting.contact', { contact })}</p>}
    </Sheet>
  );
}

// What a newer server decides is a warning at least.
function titleOf({ action, until }: Decision): string {
  const key = `moderation.${action}`;
  const title: Key = isKey(key) ? key : 'moderation.warn';
  return t(title, { time: until === 0 ? '' : longTime(until) });
}

function reasonOf(reason: string): string {
  const key = `reporting.reason.${reason}`;
  return isKey(key) ? t(key) : reason;
}

function useContact(): string {
  const [contact, setContact] = useState('');
  useEffect(() => void readSite().then((site) => setContact(site.contact)), []);
  return contact;
}
