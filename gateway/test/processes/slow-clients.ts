import { connect } from 'node:net';

// So many clients that send a byte now and then, and never a whole request: half are slow with the head, half with the body. Whoever is
// cut off comes back, until standard input ends. Writes a line with what they were told once nobody is connected any more.

const { port, count, headers } = JSON.parse(process.argv[2] ?? '{}') as {
  readonly port: number;
  readonly count: number;
  readonly headers: string;
};
const between = 2_000;
const heads = [
  'POST /graphql HTTP/1.1\r\nhost: x\r\nx-slow: ',
  `POST /graphql HTTP/1.1\r\nhost: x\r\n${headers}content-type: application/json\r\ncontent-length: 100000\r\n\r\n{`,
];
const told = new Map<string, number>();
let open = 0;
let goesOn = true;

function begin(client: number): void {
  const socket = connect(port, '127.0.0.1');
  open += 1;
  let timer: NodeJS.Timeout | undefined;
  socket.once('connect', () => {
    socket.write(heads[client % heads.length] ?? '');
    timer = setInterval(() => socket.write('x'), between);
  });
  socket.once('data', (answer: Buffer) => {
    const status = answer.toString('latin1', 9, 12);
    told.set(status, (told.get(status) ?? 0) + 1);
  });
  // Cut off, which is what they are here for.
  socket.on('error', () => {});
  socket.once('close', () => {
    clearInterval(timer);
    open -= 1;
    if (goesOn) setTimeout(begin, 50, client);
    else if (open === 0) process.stdout.write(`${JSON.stringify(Object.fromEntries(told))}\n`);
  });
}

for (let client = 0; client < count; client += 1) {
  // In turn, so that a server's backlog takes them.
  setTimeout(begin, client / 10, client);
}
process.stdin.resume().once('end', () => {
  goesOn = false;
});
