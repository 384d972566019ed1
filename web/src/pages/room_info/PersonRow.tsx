// SPDX-License-Identifier: Apache-2.0
// One person of a room: name, role, whether he is here or muted; and what I may do about him.
import { useState } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import type { MemberAction } from '../../net/chat_api.ts';
import type { Person } from '../../net/room_api.ts';
import { time } from '../../store/room/entry.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import type { Point } from '../../ui/Dialog.tsx';
import { MORE } from '../../ui/glyphs.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Menu, type MenuItem } from '../../ui/Menu.tsx';
import { longTime } from '../../ui/time.ts';
import styles from './RoomInfo.module.css';
import { givesRoles, mayActOn, type Standing } from './rights.ts';

export interface Deed {
  person: string;
  action: MemberAction;
  role?: string;
  minutes?: number;
}

const ROLES = { owner: 'info.owner', admin: 'info.admin', guest: 'info.guest' } as const;
const MUTES = [
  ['info.mute_10m', 10],
  ['info.mute_1h', 60],
  ['info.mute_24h', 24 * 60],
] as const;

export function PersonRow(props: {
  person: Person;
  me: string;
  standing: Standing;
  onDeed: (deed: Deed) => void;
}) {
  const { person, standing } = props;
  const [menu, setMenu] = useState<Point | null>(null);
  const name = person.username;
  const own = name === props.me;
  const until = time(person.mutedUntil);
  const items = own ? [] : deedItems(person, standing, until > 0, props.onDeed);
  const role = Object.hasOwn(ROLES, person.role) ? t(ROLES[person.role as keyof typeof ROLES]) : '';

  return (
    <li class={styles.person}>
      <Avatar name={name} online={person.online} />
      <span class={styles.personText}>
        <bdi>{own ? t('info.me', { name }) : name}</bdi>
        {person.online && <span class="hidden-text">{t('list.online')}</span>}
        {until > 0 && <small>{t('info.muted_until', { time: longTime(until) })}</small>}
      </span>
      {role !== '' && <small>{role}</small>}
      {items.length > 0 && (
        <button
          type="button"
          class={`icon-button ${styles.icon}`}
          aria-label={t('info.manage', { name })}
          aria-haspopup="menu"
          onClick={(event) => {
            const { right, bottom } = event.currentTarget.getBoundingClientRect();
            setMenu({ x: right, y: bottom });
          }}
        >
          <Icon path={MORE} stroke={2.5} />
        </button>
      )}
      {menu !== null && (
        <Menu label={t('info.manage', { name })} items={items} at={menu} onClose={() => setMenu(null)} />
      )}
    </li>
  );
}

function deedItems(
  person: Person,
  standing: Standing,
  muted: boolean,
  onDeed: (deed: Deed) => void,
): MenuItem[] {
  const name = person.username;
  const items: MenuItem[] = [];
  const add = (key: Parameters<typeof t>[0], deed: Omit<Deed, 'person'>, sure?: string) =>
    items.push({
      key,
      label: t(key),
      onSelect: () => onDeed({ person: name, ...deed }),
      ...(sure === undefined ? {} : { sure, danger: true }),
    });
  const act = mayActOn(standing, person);
  if (act && muted) add('info.unmute', { action: 'mute', minutes: 0 });
  if (act && !muted) for (const [key, minutes] of MUTES) add(key, { action: 'mute', minutes });
  if (givesRoles(standing, person)) {
    if (person.role === 'member') add('info.make_admin', { action: 'role', role: 'admin' });
    else add('info.make_member', { action: 'role', role: 'member' });
    add('info.hand_over', { action: 'role', role: 'owner' }, t('info.hand_over_sure', { name }));
  }
  if (act) add('info.remove', { action: 'remove' }, t('info.remove_sure', { name }));
  return items;
}
