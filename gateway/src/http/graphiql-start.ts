/** How the bar looks that says who has signed in; the page below it keeps its place. */
export const graphiqlStyle = `
body { margin: 0; display: flex; flex-direction: column; height: 100vh; }
#root { flex: 1; min-height: 0; }
#root .graphiql-container { height: 100%; }
#session { background: #12436d; color: #fff; font: 14px/1.4 arial, sans-serif; padding: 6px 12px; }
#session, #session form { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; margin: 0; }
#session a { color: #fff; margin-left: auto; }
#session select, #session button { font: inherit; color: #0b0c0c; background: #fff; border: 1px solid #fff; padding: 2px 8px; cursor: pointer; }
#session a:focus, #session select:focus, #session button:focus { outline: 3px solid #fd0; outline-offset: 1px; }
`;

/**
 * The script by which GraphiQL begins, as text for the page: it asks who has signed in, says so in a bar with a way out, states their
 * purpose as a default header, and has GraphiQL keep no headers in the browser, where every script of a page could read them. What it
 * kept of them once, pasted tokens among it, is taken out; and once they sign out it keeps nothing more. Opened again, it goes on in the tab that it was in: by itself it would open
 * an empty one beside it.
 */
export const beginGraphiql = `async (hasSessions, render, root, options) => {
  const kept = window.localStorage;
  for (const name of ['graphiql:headers', 'graphiql:shouldPersistHeaders']) kept.removeItem(name);
  let opened = {};
  try {
    const state = JSON.parse(kept.getItem('graphiql:tabState'));
    for (const tab of state?.tabs ?? []) tab.headers = null;
    if (state) kept.setItem('graphiql:tabState', JSON.stringify(state));
    const tab = state?.tabs?.[state.activeTabIndex];
    const linked = new URL(location.href).searchParams.get('query') || tab?.query;
    if (tab && linked === tab.query) opened = { query: tab.query ?? '', variables: tab.variables ?? '' };
  } catch {
    kept.removeItem('graphiql:tabState');
  }
  const ask = async () => {
    const answer = await fetch('/sign-in/session', { headers: { accept: 'application/json' } });
    return answer.ok ? answer.json() : undefined;
  };
  const session = hasSessions ? await ask().catch(() => undefined) : undefined;
  const purpose = session?.purpose ?? undefined;
  const headers = purpose === undefined ? '' : JSON.stringify({ 'throughgate-purpose': purpose }, null, 2);
  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const form = (action, ...children) => element('form', { method: 'post', action }, ...children);
  if (session) {
    const who = [session.name, session.organisation].filter((text) => text !== '').join(', ');
    const choices = session.purposes.map(({ id, describes }) =>
      element('option', { value: id, title: describes ?? id, ...(id === purpose ? { selected: '' } : {}) }, id),
    );
    const chosen = form(
      '/sign-in/purpose',
      element('input', { type: 'hidden', name: 'return', value: '/graphql' }),
      element('label', { for: 'session-purpose' }, 'Purpose'),
      element('select', { name: 'purpose', id: 'session-purpose' }, ...choices),
      element('button', {}, 'Change'),
    );
    const out = form('/sign-out', element('button', {}, 'Sign out'));
    // The answer clears what the browser keeps, but GraphiQL keeps its tabs half a second after they change, which could come later,
    // and what this page wrote last may reach the browser's store after it.
    out.addEventListener('submit', () => {
      kept.clear();
      Storage.prototype.setItem = () => {};
    });
    const bar = element(
      'header',
      { id: 'session', 'aria-label': 'Who has signed in' },
      element('span', {}, 'Signed in as ' + who),
      ...(choices.length === 0 ? [element('span', {}, 'No purpose is granted')] : [chosen]),
      element('a', { href: '/' }, 'Pages'),
      out,
    );
    document.body.prepend(bar);
  } else if (hasSessions) {
    const bar = element('header', { id: 'session' }, 'Nobody has signed in.', element('a', { href: '/sign-in?return=/graphql' }, 'Sign in'));
    document.body.prepend(bar);
  }
  render(root, { ...options, ...opened, shouldPersistHeaders: false, headers, initialHeaders: headers });
}`;
