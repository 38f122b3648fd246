/**
 * Names that go together. The words are common names of England and Wales; how often each occurs is
 * invented: the lists are ordered by hand and a name's weight falls with its place (see `pickByRank`). No
 * statistic is claimed for a single name.
 */
export interface NamePool {
  /** Share of people whose names come from this pool; all shares together make 1. */
  readonly share: number;
  /** Men's first names by the decade from which they were common; the last entry also serves later births. */
  readonly male: readonly DecadeNames[];
  /** Women's first names, likewise. */
  readonly female: readonly DecadeNames[];
  /** Family names. */
  readonly surnames: readonly string[];
}

/** First names common among births from a year until the next entry. */
export interface DecadeNames {
  /** First year of birth. */
  readonly from: number;
  /** Names, the most common first. */
  readonly names: readonly string[];
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const always = (text: string): readonly DecadeNames[] => [{ from: 0, names: words(text) }];

/**
 * The pools. Their shares follow the broad pattern of the ethnicity of people in prison that official
 * statistics report (about seven in ten white, one in eight black, one in twelve Asian); the split into name
 * pools is invented.
 */
export const namePools: readonly NamePool[] = [
  {
    share: 0.7,
    male: [
      {
        from: 0,
        names: words(
          'David John Peter Michael Alan Robert Stephen Paul Brian Graham Philip Anthony Colin Kevin Keith Barry Terence Raymond Roger Malcolm Kenneth Derek Trevor Geoffrey',
        ),
      },
      {
        from: 1965,
        names: words(
          'Paul David Andrew Stephen Mark Michael Ian Gary Robert Darren Lee Simon Wayne Craig Neil Jason Carl Shaun Stuart Dean Gavin Nigel Adrian Karl Glenn Russell Martin',
        ),
      },
      {
        from: 1980,
        names: words(
          'Christopher James David Daniel Michael Matthew Andrew Lee Richard Paul Mark Thomas Adam Robert Craig Ryan Liam Gareth Scott Anthony Ashley Stuart Damien Carl Shane Nathan Dale Kieran',
        ),
      },
      {
        from: 1990,
        names: words(
          'Daniel Thomas Matthew Joshua Adam Luke Jack James Ryan Joseph Samuel Jordan Connor Kyle Liam Aaron Nathan Bradley Callum Lewis Curtis Reece Kieran Shane Dominic Declan Ben Jake',
        ),
      },
      {
        from: 1999,
        names: words(
          'Jack Joshua Thomas James Daniel Callum Samuel Joseph Lewis Connor Harry Oliver Ethan Cameron Kian Tyler Mason Owen Jamie Brandon Kai Rhys Corey Bailey Alfie Charlie Leon Riley',
        ),
      },
    ],
    female: [
      {
        from: 0,
        names: words(
          'Susan Margaret Christine Patricia Jean Linda Carol Janet Ann Barbara Elizabeth Maureen Sandra Pauline Lynn Jacqueline Julie Denise',
        ),
      },
      {
        from: 1965,
        names: words(
          'Susan Julie Karen Jacqueline Deborah Tracey Jane Helen Diane Sharon Angela Alison Michelle Donna Lisa Joanne Dawn Paula Mandy Beverley Lorraine Nicola',
        ),
      },
      {
        from: 1980,
        names: words(
          'Sarah Claire Emma Laura Rebecca Gemma Rachel Kelly Victoria Katherine Lisa Leanne Stacey Kerry Natalie Samantha Hayley Amy Donna Lindsay Kirsty Charlene',
        ),
      },
      {
        from: 1990,
        names: words(
          'Rebecca Lauren Jessica Charlotte Hannah Sophie Amy Emily Laura Chelsea Danielle Natasha Jade Bethany Shannon Kayleigh Stephanie Abigail Paige Gemma',
        ),
      },
      {
        from: 1999,
        names: words(
          'Chloe Emily Megan Olivia Jessica Charlotte Sophie Ellie Shannon Courtney Caitlin Georgia Paige Demi Abbie Molly Jodie Leah Mia Kiera',
        ),
      },
    ],
    surnames: words(
      "Smith Jones Williams Taylor Brown Davies Evans Wilson Thomas Johnson Roberts Robinson Thompson Wright Walker White Edwards Hughes Green Hall Lewis Harris Clarke Jackson Wood Turner Martin Cooper Hill Ward Morris Moore Clark Lee King Baker Harrison Morgan Allen Scott Watson Davis Parker James Bennett Young Phillips Richardson Mitchell Bailey Carter Cook Shaw Bell Collins Kelly Cox Miller Marshall Simpson Price Anderson Adams Wilkinson Foster Ellis Murphy Chapman Mason Gray Richards Webb Rogers Hunt Mills Holmes Palmer Matthews Lloyd Butler Russell Barker Fisher Knight Stevens Jenkins Dixon Fletcher Murray Barnes Pearson Graham Howard Andrews Brooks Ryan Byrne O'Brien Gallagher Doyle Brennan Lynch Whitehead Ashworth Hargreaves Schofield Crompton Entwistle Kershaw Pilling Higginbotham Ogden Bamford Sutcliffe Holt Bradshaw Duckworth Haslam Greenhalgh Barlow Nuttall Rigby Ainsworth Pritchard Griffiths Rees Bowen Vaughan Pugh Charlton Robson Armstrong Milburn Trewin Penrose Bray Fry Gale Hobbs Frost Sharp Nash Peacock Stone Rowe Moss Poole Savage Tate Weston Yates",
    ),
  },
  {
    share: 0.09,
    male: always(
      'Mohammed Ali Imran Asif Usman Hassan Hamza Adeel Bilal Zain Kamran Shahid Nadeem Faisal Ibrahim Yusuf Ahmed Omar Abdul Tariq Rizwan Sohail Junaid Haroon Zubair Waqas Idris',
    ),
    female: always(
      'Fatima Aisha Zainab Sana Nadia Saima Shazia Rukhsana Mariam Khadija Amina Hafsa Sadia Farah Samina Iqra Sumaira',
    ),
    surnames: words(
      'Khan Hussain Ahmed Ali Mahmood Akhtar Iqbal Shah Malik Begum Rahman Islam Miah Uddin Chowdhury Mirza Aziz Saleem Rashid Butt Raza Qureshi Sheikh Farooq Javed Nawaz Choudhury Bashir Yousaf Kazmi',
    ),
  },
  {
    share: 0.03,
    male: always(
      'Jaspreet Harpreet Gurpreet Amit Sanjay Raj Vikram Sunil Manpreet Deepak Ravi Arjun Kiran Nikhil Rohan',
    ),
    female: always('Priya Simran Jasmin Harpreet Anjali Pooja Kiran Meera Sunita Navneet Reena'),
    surnames: words(
      'Patel Singh Kaur Sharma Shah Gill Sandhu Dhillon Mistry Desai Chauhan Bains Rai Parmar Solanki Nair',
    ),
  },
  {
    share: 0.09,
    male: always(
      'Jermaine Marcus Leon Tyrone Dwayne Andre Kwame Emmanuel Samuel Daniel Michael Nathaniel Elijah Isaiah Kofi Tunde Chidi Abdi Yusuf Jerome Malachi Romario Tobi Femi Reuben Darnell Curtis Anthony',
    ),
    female: always(
      'Chantelle Simone Keisha Latoya Grace Esther Abena Ama Ngozi Blessing Natasha Shanice Monique Sade Ruth Faith Jade Candice',
    ),
    surnames: words(
      'Campbell Williams Brown Francis Clarke Thomas Gordon Reid Grant Bailey Mensah Owusu Boateng Asante Okafor Adeyemi Adebayo Okonkwo Eze Nwosu Mohamed Hassan Abdi Warsame Osei Kamara Bangura Sesay Ndlovu Moyo Samuels Blake Morrison Gayle Bennett Nelson Douglas Pinnock Wallace Powell',
    ),
  },
  {
    share: 0.06,
    male: always(
      'Piotr Tomasz Krzysztof Marcin Pawel Andrei Ionut Florin Marius Adrian Vasile Mindaugas Tomas Arturas Dmitrijs Ivan Georgi Arben Altin Besnik Kamil Jakub Lukasz Robert',
    ),
    female: always(
      'Anna Katarzyna Agnieszka Monika Elena Maria Ioana Andreea Kristina Vilma Daniela Ewa Joanna Mirela',
    ),
    surnames: words(
      'Nowak Kowalski Wisniewski Wojcik Kaminski Lewandowski Zielinski Popescu Ionescu Popa Dumitru Stan Radu Kazlauskas Petrauskas Jankauskas Ozols Kalnins Ivanov Petrov Hoxha Gjoni Shehu Dervishi Horvath Kovacs Novak',
    ),
  },
  {
    share: 0.03,
    male: always(
      'Wei Jun Minh Tuan Hung Ahmad Karwan Dara Rebaz Hamid Reza Amir Omid Farhad Mehdi Carlos Miguel Diego Joao Tiago Samir Karim Yassin',
    ),
    female: always('Mei Ling Lan Thuy Linh Maryam Leila Shirin Maria Ana Sofia Beatriz Samira Nour'),
    surnames: words(
      'Nguyen Tran Pham Le Chen Wang Li Zhang Karimi Ahmadi Hosseini Rahimi Rasul Aziz Silva Santos Ferreira Pereira Garcia Lopez Haddad Mansour Benali Saleh',
    ),
  },
];

/** How a first name is often shortened when another agency writes it down; names not listed stay as they are. */
export const shortForms: ReadonlyMap<string, string> = new Map([
  ['Daniel', 'Danny'],
  ['Michael', 'Mike'],
  ['Christopher', 'Chris'],
  ['Matthew', 'Matt'],
  ['Anthony', 'Tony'],
  ['Stephen', 'Steven'],
  ['Thomas', 'Tom'],
  ['Joshua', 'Josh'],
  ['Samuel', 'Sam'],
  ['Robert', 'Rob'],
  ['James', 'Jamie'],
  ['Joseph', 'Joe'],
  ['Andrew', 'Andy'],
  ['Mohammed', 'Muhammad'],
  ['Rebecca', 'Becky'],
  ['Samantha', 'Sam'],
  ['Victoria', 'Vicky'],
  ['Jacqueline', 'Jackie'],
  ['Susan', 'Sue'],
  ['Jessica', 'Jess'],
]);
