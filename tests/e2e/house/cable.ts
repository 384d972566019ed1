// SPDX-License-Identifier: Apache-2.0
// The cable between one browser and a server. Chromium's own offline mode leaves open WebSockets alone; this one
// can be pulled out.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export class Cable {
  private readonly sockets = new Set<Socket>();
  private out = false;

  private constructor(private readonly listener: Server) {}

  // To the server at `url`, wherever it is killed and started again.
  static async to(url: string): Promise<Cable> {
    const { hostname, port } = new URL(url);
    const listener = createServer();
    const cable = new Cable(listener);
    listener.on('connection', (near) => {
      if (cable.out) return near.destroy();
      const far = connect(Number(port), hostname);
      near.pipe(far);
      far.pipe(near);
      cable.hold(near, far);
      cable.hold(far, near);
      return undefined;
    });
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    return cable;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.listener.address() as AddressInfo).port}`;
  }

  pullOut(): void {
    this.out = true;
    for (const socket of this.sockets) socket.destroy();
  }

  plugIn(): void {
    this.out = false;
  }

  close(): void {
    this.pullOut();
    this.listener.close();
  }

  // Both ends go together.
  private hold(socket: Socket, other: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      this.sockets.delete(socket);
      other.destroy();
    });
  }
}
