// SPDX-License-Identifier: Apache-2.0
// /tools/, /tools/chat/ and the addresses of a room: the list of conversations and the room that is open. On a
// phone one of the two, from 900 px both. Moving between rooms keeps the list. Here is only the frame; its
// parts come when they are first needed.
import { useEffect, useState } from 'preact/hooks';
import { needTexts, t } from '../i18n/i18n.ts';
import { HOME_PATH } from '../store/session.ts';
import { Broken } from '../ui/Broken.tsx';
import { place, route } from '../ui/router.tsx';
import styles from './Chat.module.css';
import { useLoaded } from './chat/use_loaded.ts';
import { useMe } from './chat/use_me.ts';

const loadList = async () => {
  // The list is opened elsewhere; without what opens it there is nothing to show.
  const [part] = await Promise.all([
    import('./chat/ListPart.tsx'),
    needTexts('home', 'errors'),
    import('../store/rooms.ts'),
  ]);
  return part.ListPart;
};
const loadRoom = async () => {
  const [part] = await Promise.all([import('./room/RoomView.tsx'), needTexts('chat')]);
  return part.RoomView;
};
const loadInfo = async () => {
  const texts = needTexts('home', 'chat', 'chat_more', 'errors');
  const [part] = await Promise.all([import('./room_info/RoomInfo.tsx'), texts]);
  return part.RoomInfo;
};

const WIDE = '(min-width: 900px)';
const COLUMN = '(min-width: 1276px)';
// By then a room that was opened by its address is there.
const LIST_LATER_MS = 1_500;

export default function Chat() {
  const room = place.value.params.room ?? '';
  const here = useMe();
  const { me, failure } = here;
  // The room whose panel was asked for; where it has a column of its own it stays for the next room.
  const [infoOf, setInfoOf] = useState('');
  const info = room !== '' && infoOf !== '' && (infoOf === room || matchMedia(COLUMN).matches);
  const list = useLoaded(useListWanted(room), loadList);
  const view = useLoaded(room !== '', loadRoom);
  const panel = useLoaded(info, loadInfo);
  const ListPart = list.part;
  const RoomView = view.part;
  const RoomInfo = panel.part;

  useWindow();
  useEffect(() => {
    if (me === null) return;
    // Updated under an open tab: whoever looks at it is told so anyway.
    import('./chat/calling.ts').then(({ startCalling }) => startCalling(me)).catch(() => {});
  }, [me]);

  return (
    <div class={styles.frame} data-room={room || undefined} data-info={info || undefined}>
      {ListPart === null ? (
        <div class={styles.side}>{list.broken && <Unshown />}</div>
      ) : (
        <ListPart here={here} room={room} onInfo={setInfoOf} />
      )}
      {room === '' ? (
        <section class={styles.room} aria-label={t('home.title')}>
          <p class={styles.choose}>{ListPart !== null && t('list.choose')}</p>
        </section>
      ) : (
        <main class={styles.room} id="room" tabIndex={-1}>
          {RoomView !== null && me !== null && (
            <RoomView
              key={room}
              me={me}
              id={room}
              onBack={() => route(HOME_PATH)}
              onInfo={() => setInfoOf(info ? '' : room)}
            />
          )}
          {(view.broken || panel.broken) && <Unshown />}
          {me === null && failure !== null && <Unshown why={failure.code} />}
        </main>
      )}
      {info && RoomInfo !== null && me !== null && (
        <RoomInfo key={room} me={me} id={room} about={null} onClose={() => setInfoOf('')} />
      )}
    </div>
  );
}

function Unshown(props: { why?: string }) {
  return (
    <div class={styles.broken}>
      <Broken {...props} />
    </div>
  );
}

// At once where it is seen; else soon after the room, so that going back does not wait.
function useListWanted(room: string): boolean {
  const [wanted, setWanted] = useState(room === '' || matchMedia(WIDE).matches);
  useEffect(() => {
    if (room === '') return setWanted(true);
    const timer = setTimeout(() => setWanted(true), LIST_LATER_MS);
    return () => clearTimeout(timer);
  }, [room]);
  return wanted;
}

function useWindow(): void {
  useEffect(() => {
    let stop = () => {};
    const unhook = new AbortController();
    import('../ui/window.ts').then(
      ({ startTheme, watchViewport }) => {
        startTheme();
        if (!unhook.signal.aborted) stop = watchViewport();
      },
      // Updated under an open tab: the page is drawn as it was.
      () => {},
    );
    return () => {
      unhook.abort();
      stop();
    };
  }, []);
}
