// The API as openapi-typescript would write it down (`npm run types`), as far as these pages use it.

type Json<T> = { content: { 'application/json': T } };
type Ok<T> = { 200: Json<T> };
type Made<T> = { 200: Json<T>; 201: Json<T> };
type Done = { 204: { content?: never } };
type Body<T> = Json<T>;
type Schema = components['schemas'];
type Lists = { after?: string; limit?: number };

export interface components {
  schemas: {
    Named: { id: string; name: string };
    Labelled: { label: string; value: string };
    Fault: { pointer: string; code: string; detail: string; right?: string };
    Problem: {
      status: number;
      code: string;
      title: string;
      detail?: string;
      errors?: Schema['Fault'][];
      current?: Schema['Filing'];
    };

    ActingPost: {
      id: string;
      title: string;
      role: string;
      role_title: string;
      head: boolean;
      organisation: Schema['Named'];
      place: Schema['Named'];
      delegation: string | null;
      stands_for: Schema['Named'] | null;
    };
    Session: {
      account: string;
      login: string;
      person: Schema['Named'];
      post: Schema['ActingPost'] | null;
      posts: Schema['ActingPost'][];
      can: string[];
      must_change: boolean;
      demonstration: boolean;
      csrf: string;
      today: string;
    };
    SessionRow: {
      id: string;
      current: boolean;
      post: string | null;
      created_at: string;
      seen_at: string;
      expires_at: string;
    };
    PasswordText: { current: string; next: string };

    Account: {
      id: string;
      version: number;
      login: string;
      disabled: boolean;
      person: Schema['Named'];
      phone: string;
      id_number: string;
      posts: Schema['ActingPost'][];
    };
    AccountText: {
      person?: { name: string; phone?: string };
      person_id?: string;
      login: string;
      post?: Schema['PostText'];
    };
    OpenedAccount: { account: Schema['Account']; first_password: string };
    PersonFound: { id: string; name: string; title: string; organisation: string };

    Organisation: {
      id: string;
      version: number;
      kind: string;
      kind_title: string;
      name: string;
      parent: Schema['Named'] | null;
      place: Schema['Named'];
      credit_code: string | null;
      valid_from: string;
      valid_to: string | null;
    };
    OrganisationText: {
      kind: string;
      name: string;
      parent?: string;
      place: string;
      credit_code?: string;
      valid_from?: string;
      valid_to?: string;
    };
    Place: {
      id: string;
      kind: string;
      kind_title: string;
      name: string;
      code: string | null;
      parent: Schema['Named'] | null;
      below: number;
      valid_from: string | null;
      valid_to: string | null;
    };

    Post: {
      id: string;
      version: number;
      person: Schema['Named'];
      organisation: Schema['Named'];
      place: Schema['Named'];
      role: string;
      role_title: string;
      title: string;
      head: boolean;
      held_from: string;
      held_to: string | null;
    };
    PostText: {
      organisation: string;
      place?: string;
      role: string;
      title: string;
      head?: boolean;
      held_from?: string;
      held_to?: string;
    };
    Delegation: {
      id: string;
      version: number;
      from: { post: string; person: Schema['Named']; title: string };
      to: { post: string; person: Schema['Named']; title: string };
      organisation: Schema['Named'];
      valid_from: string;
      valid_to: string;
      reason: string;
      ended: boolean;
    };
    DelegationText: {
      from_post: string;
      to_post: string;
      valid_from: string;
      valid_to: string;
      reason: string;
    };

    Light: 'ok' | 'soon' | 'late' | 'hold';
    Verdict: 'permitted' | 'conditional' | 'prohibited' | 'undetermined';
    Due: { id: string; label: string; due: string; light: Schema['Light']; owed_by: string };
    Item: {
      id: string;
      version: number;
      number: string | null;
      state: string;
      state_label: string;
      title: string;
      counterpart: string;
      contact_on: string;
      verdict: Schema['Verdict'];
      verdict_word: string;
      binding: boolean;
      side: 'official' | 'entrepreneur';
      filer: Schema['Named'];
      unit: Schema['Named'];
      opened_at: string;
      due: Schema['Due'] | null;
    };
    FilingList: {
      items: Schema['Item'][];
      next: string | null;
      total: number | null; // of the whole list, where it is counted to its end
      at_least: number;
      states: Record<string, string>; // labels by id, in the order of the procedure
    };
    Certificate: {
      anchor: { day: string; after_hours?: boolean };
      calendar: string;
      counted_from: string;
      due: string;
      pauses: { from: string; to: string; reason?: string }[];
      period: string;
      provisional: boolean;
      steps: { day: string; counted: boolean; why: string }[];
    };
    Deadline: Schema['Due'] & {
      round: number;
      state: 'running' | 'paused' | 'met' | 'late' | 'lifted';
      open: boolean; // still owed
      provisional: boolean;
      met_on: string | null;
      certificate: Schema['Certificate'] | null;
      certificates: number; // how many there are: it may have been counted again
    };
    Duty: {
      id: string;
      does: string;
      to: string;
      due: string | null;
      when: 'before' | 'after' | '';
      state: 'owed' | 'met' | 'late';
      met_on: string | null;
    };
    Field: {
      id: string;
      label: string;
      hint?: string;
      type: 'text' | 'date' | 'money' | 'count' | 'boolean' | 'choice';
      required: boolean;
      max?: number;
      choices?: { id: string; label: string }[];
    };
    Act: {
      id: string;
      label: string;
      confirm: string | null;
      why_not: string; // "" where it may be done now
      primary: boolean;
      fields: Schema['Field'][];
    };
    Check: {
      actor: string;
      contact_on: string;
      conducts: string[];
      facts: Record<string, unknown>;
      unknown: string[];
    };
    Filing: Omit<Schema['Item'], 'due'> & {
      hint: string;
      ended: boolean;
      accounts: number;
      counterpart_organisation: string | null; // known, not by its name only
      receipt_hash: string;
      receipt: Schema['Check'] & { pack: string };
      conducts: string[];
      answers: Schema['Labelled'][];
      clauses: { id: string; number: string; title: string; status: string }[];
      duties: Schema['Duty'][];
      attendees: {
        id: string;
        name: string;
        title: string;
        state: 'named' | 'waiting' | 'confirmed' | 'disputed';
      }[];
      path: { id: string; label: string; status: 'done' | 'now' | 'next' }[];
      steps: {
        n: number;
        at: string;
        said: string;
        by: string;
        post: string;
        note: Schema['Labelled'][];
      }[];
      deadlines: Schema['Deadline'][];
      may: Schema['Act'][];
      differences: { label: string; ours: string; theirs: string }[];
    };
    FilingText: {
      check: Schema['Check'];
      title: string;
      counterpart: string;
      counterpart_organisation?: string;
      unit?: string; // the official's; told by the enterprise's side only
      attendees: string[];
      submit?: boolean;
    };
    ActText: { act: string; fields: Record<string, unknown>; telling?: Schema['FilingText'] };
    Notice: { id: string; at: string; text: string; filing: string | null; read: boolean };
    Owed: Omit<Schema['Due'], 'id' | 'owed_by'> & {
      filing: string;
      title: string;
      counterpart: string;
      number: string | null;
      state_label: string;
    };
    Work: {
      owed: Schema['Owed'][];
      waiting: Schema['Item'][];
      unit: { pending: number; late: number; soon: number } | null;
      notices?: Schema['Notice'][];
    };

    Fact: {
      id: string;
      of: string; // a conduct's id, or "context"
      label: string;
      question: string;
      question_for?: Record<string, string>;
      actors: string[];
      hint?: string;
      type: 'choice' | 'boolean' | 'money' | 'decimal' | 'count' | 'date' | 'text';
      choices?: { id: string; label: string }[];
    };
    Pack: {
      id: string;
      conducts: { id: string; label: string; actors: string[]; hint?: string }[];
      facts: Schema['Fact'][];
    };
    CheckAnswer: { hash: string; receipt: { verdict: Schema['Verdict'] } };
  };
}

export interface paths {
  '/api/v1/session': {
    get: { responses: Ok<Schema['Session']> };
    delete: { responses: Done };
  };
  '/api/v1/sessions': { get: { responses: Ok<{ items: Schema['SessionRow'][] }> } };
  '/api/v1/sessions/{session}': {
    delete: { parameters: { path: { session: string } }; responses: Done };
  };
  '/api/v1/me/password': {
    put: { requestBody: Body<Schema['PasswordText']>; responses: Ok<Schema['Session']> };
  };
  '/api/v1/me/post': {
    put: {
      requestBody: Body<{ post: string; delegation?: string }>;
      responses: Ok<Schema['Session']>;
    };
  };

  '/api/v1/accounts': {
    get: {
      parameters: { query: Lists & { q?: string } };
      responses: Ok<{ items: Schema['Account'][]; next: string | null }>;
    };
  };
  '/api/v1/accounts/{account}': {
    put: {
      parameters: { path: { account: string } };
      requestBody: Body<Schema['AccountText']>;
      responses: Made<Schema['OpenedAccount']>;
    };
    patch: {
      parameters: { path: { account: string } };
      requestBody: Body<{ disabled: boolean }>;
      responses: Ok<Schema['Account']>;
    };
  };
  '/api/v1/accounts/{account}/password': {
    delete: {
      parameters: { path: { account: string } };
      responses: Ok<{ first_password: string }>;
    };
  };
  '/api/v1/people': {
    get: {
      parameters: { query: { q: string } };
      responses: Ok<{ items: Schema['PersonFound'][] }>;
    };
  };
  '/api/v1/organisations': {
    get: {
      parameters: { query: Lists & { q?: string; place?: string } };
      responses: Ok<{ items: Schema['Organisation'][]; next: string | null }>;
    };
  };
  '/api/v1/organisations/{organisation}': {
    put: {
      parameters: { path: { organisation: string } };
      requestBody: Body<Schema['OrganisationText']>;
      responses: Made<Schema['Organisation']>;
    };
  };
  '/api/v1/places': {
    get: {
      parameters: { query: { q?: string; parent?: string } };
      responses: Ok<{ items: Schema['Place'][]; path: Schema['Named'][] }>;
    };
  };
  '/api/v1/posts': {
    get: {
      parameters: { query: { organisation: string; all?: '1' } };
      responses: Ok<{ items: Schema['Post'][] }>;
    };
  };
  '/api/v1/posts/{post}': {
    put: {
      parameters: { path: { post: string } };
      requestBody: Body<Schema['PostText'] & { person: string }>;
      responses: Made<Schema['Post']>;
    };
  };
  '/api/v1/posts/{post}/end': {
    post: {
      parameters: { path: { post: string } };
      requestBody: Body<{ last_day: string }>;
      responses: Ok<Schema['Post']>;
    };
  };
  '/api/v1/delegations': { get: { responses: Ok<{ items: Schema['Delegation'][] }> } };
  '/api/v1/delegations/{delegation}': {
    put: {
      parameters: { path: { delegation: string } };
      requestBody: Body<Schema['DelegationText']>;
      responses: Made<Schema['Delegation']>;
    };
    delete: {
      parameters: { path: { delegation: string } };
      responses: Ok<Schema['Delegation']>;
    };
  };

  '/api/v1/work': { get: { responses: Ok<Schema['Work']> } };
  '/api/v1/filings': {
    get: {
      parameters: {
        query: Lists & {
          view?: string;
          state?: string;
          verdict?: string;
          due?: string;
          q?: string;
          from?: string;
          to?: string;
          sort?: string;
          basis?: string;
        };
      };
      responses: Ok<Schema['FilingList']>;
    };
  };
  '/api/v1/filings/people': {
    get: {
      parameters: { query: { q: string } };
      responses: Ok<{ people: Schema['PersonFound'][] }>;
    };
  };
  '/api/v1/filings/{filing}': {
    get: {
      parameters: { path: { filing: string }; query: { basis?: string } };
      responses: Ok<Schema['Filing']>;
    };
    put: {
      parameters: { path: { filing: string } };
      requestBody: Body<Schema['FilingText']>;
      responses: Made<Schema['Filing']>;
    };
  };
  '/api/v1/filings/{filing}/acts': {
    post: {
      parameters: { path: { filing: string } };
      requestBody: Body<Schema['ActText']>;
      responses: Ok<Schema['Filing']>;
    };
  };
  '/api/v1/packs/{pack}': {
    get: { parameters: { path: { pack: string } }; responses: Ok<Schema['Pack']> };
  };
  '/api/v1/checks': {
    post: {
      requestBody: Body<Schema['Check'] & { pack: string }>;
      responses: Ok<Schema['CheckAnswer']>;
    };
  };
}
