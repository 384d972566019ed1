// SPDX-License-Identifier: Apache-2.0
// Who is here and what the screens share, opened with the first page that needs it and kept until the document
// goes. Whoever is not signed in any more goes to the sign-in page; what he wrote stays.
import { useSignalEffect } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { Refusal } from '../../net/api.ts';
import { type Me, openMe } from '../../store/person.ts';
import { ended } from '../../store/session_end.ts';
import { leaveToLogin } from '../leave.ts';

export interface Here {
  // null: not known yet, or not at all when there is a failure.
  me: Me | null;
  failure: Refusal | null;
  retry(): void;
}

export function useMe(): Here {
  const [me, setMe] = useState<Me | null>(null);
  const [failure, setFailure] = useState<Refusal | null>(null);
  const [tries, setTries] = useState(0);

  useEffect(() => {
    let gone = false;
    setFailure(null);
    void openMe().then((answer) => {
      if (gone) return;
      if (!('code' in answer)) setMe(answer);
      else if (answer.status === 401) leaveToLogin();
      else setFailure(answer);
    });
    return () => {
      gone = true;
    };
  }, [tries]);

  // Signed out in another tab, expired, revoked, or somebody else signed in.
  useSignalEffect(() => {
    if (ended.value) leaveToLogin();
  });

  return { me, failure, retry: () => setTries((n) => n + 1) };
}
