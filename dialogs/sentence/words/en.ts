import { en as questions } from './questions/en.ts';
import type { SentenceWords } from './words.ts';

export const en: SentenceWords = {
  questions,
  intents: {
    home: `
    go home|take me home|main menu|back to the main menu|dashboard|start page
    show me where things stand|how are we doing|give me the big picture|summary please|whats the situation|start over
    main screen|open the menu|good morning|hey there|hi bot|hello bot|hey|good afternoon|morning|show home|home page
    what is going on today|how does it look overall|where do we stand|back to start|first page|hiya
    howdy|yo|yo bot|whats up bot|hi all|heya|greetings|evening all|morning bot|sup bot
    how are things|how is everything|how are things today|hows it going|whats new|anything new|good evening
    evening|show me the start|hello again|im back|i am back|back again here
  `,
    vouchers: `
    show all vouchers|list all vouchers|show me the vouchers|which vouchers do we have|all our vouchers|voucher list
    what vouchers are open|open vouchers|list everything|show everything we have|give me the list|the whole list please
    how many vouchers do we have|show the list of vouchers|let me see the vouchers|see all the vouchers|vouchers overview
    everything that is open|whats in the pipeline|our pipeline|all open vouchers|list of all open vouchers
    can i see all vouchers|display vouchers|i want to see our vouchers|vouchers please|what do we have open right now
    what vouchers do we have right now
    list our vouchers|what vouchers are there|vouchers list now|see everything|all vouchers that we have
    which vouchers are there
  `,
    claims: `
    when do we get paid|when will we be paid|when do we get our money|where is our money|has microsoft paid
    has microsoft paid us yet|did microsoft pay|is the payment there|any payment yet|status of our claims
    show the claims|show me our claims|list of claims|what claims are open|which claims are waiting|claims overview
    how much money is outstanding|what is still to be paid|payments|payment status|what about our money
    are our claims approved|was the claim approved|was my claim paid|did they approve the claim|claims status
    what did we claim so far|claims in progress|when is the payout|money from microsoft|waiting for payment
    are we getting paid soon|is the money here yet|which payments are pending|how is our claim doing|invoices to microsoft
    payouts|where's the cash|whats with the claim we submitted|any news on payment|open claims
    what is being paid out|what is in billing|how long until we get paid|how long do we wait for the money
    still waiting for the money|when does the money come|when does the money for #c come|money for #c
    did #c get paid|did we get the money for #c|how much does microsoft owe us|what does microsoft owe us
    any money from microsoft yet|has the money arrived|state of payments|what is waiting for payment
    where is the cash|any cash yet|did the cash come|has the cash come in|any money come in|how much do we get
    how much will we get paid|how much are we getting|where do i see the payments|where can i see the claims
    where do i see what was paid|when is payday for us|did they pay|have they paid|what did they pay us
    is it paid|what is unpaid|anything unpaid|how is the payment going|when will the money come
    how much was paid in #d|what was paid in #d|which payments are late
    amount we are owed|what are we owed|how much is in claims|show payments|where do i find the payouts
  `,
    newVoucher: `
    how do i assign a voucher|assign a new voucher|i want to assign a voucher to a customer|customer wants a voucher
    how does a customer get a voucher|the customer wants planning days|how can a customer assign a voucher to us
    create a voucher|create a new voucher|start a new voucher|new voucher for #c|we have a new customer who wants planning days
    what does the customer have to do to get a voucher|how to start with a new customer|message for the customer
    write to the customer how to assign the voucher|instructions for the customer|send the customer the instructions
    text for the customer to assign planning days|how does my customer create a voucher|get a voucher for #c
    how do customers convert training days|customer wants to use their planning days|we want a new voucher
    #c wants planning days|#c would like a voucher|what do i tell the customer|new engagement for #c|new customer
    how do i get a voucher from the customer|voucher assignment how does it work|explain to #c how to assign
    can you give me the mail for the customer|start something new with #c
    how can #c give us a voucher|what must #c do|#c asks how to get planning days|#c wants to start
    we won a new customer #c|send instructions to #c|what should the customer do first
  `,
    next: `
    whats next|what should i do next|what do i do now|what is my next task|next task please|next step|whats the next step
    what is most urgent|what is urgent|most urgent thing|what needs my attention|what needs attention first
    what should i do now|tell me what to do|what to do|anything i should do|anything to do|any todos|my todo
    what now|and now|ok what now|what comes next|where should i start|where do i start today|what's first
    whats the most important thing|what has priority|give me something to do|what is waiting for me|what am i supposed to do
    wat next|what next pls|what do u want me to do|next thing|what is on fire|what burns most|what's most pressing
    so what do i do|what would you do next
    done whats next|finished what next|ok done what now|which one first|what should i start with
    what is the hottest thing|what else is there to do|anything for me|anything for me today
    what next then|what should i tackle|what do i tackle first|where to begin|what is on my plate today
    anything urgent|is anything burning|what do you suggest|suggest something|what would be best now
    tell me the next thing
  `,
    help: `
    i need help|help me|how does this work|how does it work|how do i use this bot|what can you do|what can i say
    what can i type|what can i ask you|show help|show me the commands|list of commands|which commands are there
    what are the commands|instructions|manual|user guide|how to use you|i do not know what to do here|i'm lost
    im stuck|can you help me|could you help|explain how this works|what are you able to do|give me some help
    how can you help me|what are my options|how do i work with this|tutorial|documentation|where is the documentation
    read the manual|what is possible here|what kind of things can you do|hlep|halp|help pls
    what do you know|how do i talk to you|not sure how to use this|show me what you can do
    how do i start|where do i start with this bot|what are you good for|what do you do
    give me an overview of commands|show me how|teach me|guide me|how to|any tips|what else can you do
  `,
    about: `
    who are you|what are you|what is this bot|who made you|about this bot|which version are you|version
    what version is this|are you a human|are you a robot|are you an ai|what do you store|what data do you keep
    privacy|privacy policy|where is my data stored|who can see my data|tell me about yourself|what is this for
    what is your purpose|are you from microsoft|is this official|who runs this bot|who is behind this|who wrote this
    what is this app|which data about me is saved|bot info|imprint|license
    what are you and what can you do|what kind of bot is this|who built you
    what data do you save about me|how long do you keep my data|where do you run|who made this bot
  `,
    cancel: `
    cancel that|cancel this please|stop this|stop it|never mind|nevermind|forget it|forget about it|abort|quit
    i changed my mind|leave this form|close this form|close this|exit|get me out of here|no stop|dont do it
    do not do that|dont save|discard this form|drop it|no thanks|not this|i do not want this|scrap that|skip this
    no cancel|please stop|cancel what im doing|end this
    no cancel it|cancel everything|stop i dont want this|leave it|forget that
    oh no stop|no dont|stop that now|no thank you cancel|close it|please cancel that|do nothing
    i dont want to do this|wait no stop|forget what i said
  `,
    back: `
    go back|take me back|back please|one step back|go back to where i was|previous page|previous screen|return
    return to the previous card|show the previous one|back to what i was doing|go back one|let me go back|back again
    previous|show me the last card again|where was i|return to where i was|show that again|show me that again
    the card before|go to previous|step back|back pls|bak|i want to go back|back to before
    take me back to the last one|back one|go to the last card|the one before please
    can we go back|i want the previous one|previous please|go to the one before|where were we
    take me to the last page
  `,
    later: `
    not now maybe later|i will do it later|do it later|lets do this later|maybe later|later please|another time
    some other time|not today|save it for later|keep it for later|ill come back to this|postpone this form|hold on
    wait with this|park this|put it aside|not right now|i have no time now|no time for this now|can wait
    i'll finish this later|finish later|continue later|lets continue another time|ill do that tomorrow|in a bit
    give me a minute|leave it for now
    not now later|not now|later not now|some other day|nah later|later maybe|not at the moment|now is not good
    busy now|im busy right now|can we do it later|ill get back to this|later ok|let me do that later
    too busy for that now
    tomorrow maybe|not today please|ask me later|another day|i will come back later|got to run|gotta go later
    must go now do it later|ill finish that tomorrow|keep the draft
  `,
    ask: `
    i need access|give me access|can i get access|how do i get access|request access|i want access|let me in
    please let me in|i have no access|i cannot see anything|why cant i see anything|can i get permission
    i need permission|i need more rights|request permission|ask the admin for access|can someone give me rights
    why do i have no rights|grant me access|make me an admin|i want to use the bot|how do i get permission
    who can give me access|im not allowed to do anything|unlock me|acess please|access pls
    apply for access|i need rights for this
    no rights give me access|i have no permission|how can i get rights here
    it says i have no permission
    i cant see anything|why is everything empty for me|i have no rights here|cannot open anything
    please grant me rights|how do i become a user|give me permission|my colleague told me to ask for access
    i was told to request access|im locked out|no access what now|access denied
  `,
    admin: `
    who is our admin|who is the admin|who is the administrator|whos admin here|who administers this|who can change permissions
    who can let people in|who is in charge|who is responsible for the bot|who do i ask|whom should i ask
    who manages this|name of the admin|show me the admins|list the admins|admin contact|contact the admin
    who are the administrators|which people are admins|who has admin rights|i need to talk to the admin
    tell me who the admin is|whos the boss here|who is our mpn admin|who decides about access|who is the partner admin
    who gives permissions|who do i ask for rights|who is responsible here|which of us is admin|name our admin
    who owns this bot here|whos in charge of permissions|who can make me a consultant
  `,
    thanks: `
    thanks|thank you|thank you very much|thanks a lot|many thanks|thx|ty|tnx|cheers|great thanks|perfect thank you
    thanks for your help|you are great|good job|well done|awesome|nice|nice one|great work|super thanks|that helped
    that was helpful|ok thanks|much appreciated|i appreciate it|love it|you rock|good bot|brilliant|excellent|cool thanks
    perfect|thanks bot|thank u|thanx|ok great
    thanks man|thx a lot|ok thx|thank you so much|great job thanks|cool|thanks thats all
    you saved me|lifesaver|youre a lifesaver|you saved my day|you helped me a lot|that helped a lot|u r great
    you are the best|youre the best|legend|what a help|great stuff|works like a charm|sweet thanks|appreciated
    good work|nice work|wonderful|fantastic|perfect that was it|that is all i needed|excellent work|bravo|ta
    cheers mate|super helpful
  `,
    setUp: `
    set up the company|set up our company|start the setup|i want to set up|setup wizard|configure the bot|configuration
    configure our company|initial setup|first setup|how do i set this up|enter our company data|we are new here
    set everything up|lets set up|begin setup|how do we get started|get started|onboarding|settings|open settings
    change the settings|bot settings|do the setup|finish the setup|register our company here|setup pls
    add another location|add a location|add a consultant|add a new consultant|new consultant joined us|add an office
    we have a new consultant|new office in Berlin|a new colleague will deliver
    where do i set up the company|set the bot up|start configuring|first steps for our company
    we just installed you|just installed the bot|set it all up|we are a new company here|add a branch
    we opened another office|open a new location|new branch office
  `,
    people: `
    who can use the bot|show the people|list of people|list the users|show users|who has access|who has which permission
    manage users|manage permissions|give #p access|give Maria access|let Maria use the bot|let a colleague in
    add a user|add a colleague|add my colleague to the bot|invite a colleague|make #p an admin|make #p a consultant
    remove #p from the bot|take away the rights of #p|change the role of #p|change permissions|who is in our team
    who works here|team members|roles of our people|user management|who asked for access|access requests|approve access
    a new colleague needs access|block a user|remove a user|revoke access of #p|employees|staff list
    who is the mpn partner admin of ours|set #p as partner admin
    people in our team|who is in the team|colleagues list|show me the colleagues
    show our staff
    make #p consultant|#p should be consultant|set #p to consultant|#p needs more rights|give #p rights
    change #p to viewer|#p left the company|#p is leaving us|remove access for #p|#p joins us #d|#p starts #d
    a new colleague starts #d|a new guy starts #d add him|new colleague add her|new employee starts #d
    add a new colleague|add another person|add someone to the bot|add a teammate|new joiner
    we have a new colleague|new team member|#p has the wrong role|role of #p is wrong|#p needs access|let #p in
    who is who|change someones role|which role has #p|what rights does #p have|switch #p role to consultant
    remove somebody|colleague starts today|my colleague needs access too|jane joins the team add her
    give tom access|add tom smith|take admin from #p
    #p should be a consultant and not only viewer|#p must become consultant|give him the consultant role
    give the new one the role of consultant
  `,
    company: `
    show our company|company data|company profile data|our company details|change our company details|edit company
    our competencies|which competencies do we have|add a competency|we got a gold competency|we have gold now
    our locations|change our address|company information|our consultants|list our consultants|which consultants do we have
    who are our consultants|update our company data|our mpn id|change the mpn id|what does the bot know about our company
    company settings|our anniversary date|renew the competency|our competency expires|max days per engagement
    change the name of the company|our partner data|we lost a competency|show our consultants and their exams
    add an exam for #p|#p passed an exam|edit consultants|which certifications do we hold
    our address changed|we moved|our office moved|we moved office|new address|where do i change the address
    where do i change our address|update our address|our phone number changed|the company name changed
    we renamed the company|we have a new name|edit our company info|where are our details|legal address changed
    we have a new location address|fix the address of our company|company address is wrong|the consultants exams
    we got silver|new competency|our gold runs out when|what level are we|which level do we have
    our consultants are
  `,
    eligibility: `
    can we deliver #e|may we deliver #e|are we allowed to deliver #e|are we eligible for #e|can we do #e|may we do #e
    do we qualify for #e|are we qualified for #e|what do we need for #e|what is missing for #e|why cant we deliver #e
    requirements for #e|what are the requirements|which engagements may we deliver|what may we deliver|what can we deliver
    which offerings can we sell|are we eligible|check eligibility|check our eligibility|do we meet the requirements
    which competency is needed for #e|do we need gold for #e|what do i need to deliver #e|are we good for #e
    who may deliver #e|who can deliver #e|which consultant qualifies for #e|is our company allowed to offer #e
    can our company sell #e|what programs can we take part in|compliance training|who did the compliance course
    partner agreement|sign the agreement|may we still do #e|eligible for #e?|can we take #e vouchers|allowed to do #e
    are we still allowed to do #e|can we still deliver #e|what are we allowed to deliver|what do we miss for #e
    do we have what it takes for #e|which exams are needed for #e|why are we not eligible|are we good to do #e
    do we still qualify for the programme|do we still qualify|are we still eligible for planning services
    do we have the right to planning services at all
  `,
    enrol: `
    enrol us|enroll us in #e|enrol our company|how do we enrol|how do i enroll|sign up for the programme|join the programme
    join the program for #e|register for #e programme|enrolment for #e|we want to take part in #e|renew our enrolment
    renew enrollment|are we enrolled|are we enrolled in #e|when does our enrolment end|enrol in #e|enrollment status
    how to participate|take part in planning services|sign up our company|accept the policies|policies
    program enrollment|join #e|register our company for planning services|we enrolled in #e|re-enroll
    yearly enrolment
    how do we join|we want to join the programme|is our enrolment valid|when do we have to enrol again
    enrolment runs out when|renew the enrolment|enrol again
  `,
    profile: `
    our profile|show our profile|partner profile|edit the profile|update the profile|publish the profile
    change our partner profile|profile in the directory|our entry in the partner directory|directory listing
    how do customers find us|business profile|is our profile published|complete our profile|finish the profile
    profile text|description of our company in the directory|our public profile|how complete is our profile
    partner directory|update our directory entry|solution provider profile|our listing|publish our listing
    profile pls|change what customers see about us
    our profile in the directory|change the listing of our company
    change our profile text|where is our public profile|what do customers see about us
    edit what the directory says about us|our directory profile|is our profile complete
  `,
    notifications: `
    change my notifications|notification settings|stop sending me messages|stop spamming me|too many messages
    you send too many messages|mute|mute everything|mute notifications|unmute|turn off notifications|turn notifications off
    turn on reminders|turn off reminders|no more reminders|dont write to me so often|send me one message a day
    daily digest|daily summary please|i want a daily digest|i get too many notifications|less messages please
    be quiet|do not disturb|which notifications do i get|why do you write to me|unsubscribe|subscribe
    what do you remind me of|reminder settings|set up reminders|i want fewer messages|silence|dont notify me
    what reminders do i have set|leave me alone
    stop pinging me|stop pinging me every morning|no more pings|no pings at night|dont ping me
    do not ping me at night|stop writing every day|dont write every day|you write too often|you write too much
    stop the daily messages|no daily message|no messages on weekends|dont message me at night|stop bothering me
    stop sending that every morning|send it once a week|only once a week please|only urgent messages
    write to me less|how do i turn the pings off|silence the bot|pause messages|pause notifications
    why did i get this message|change when you write to me|message me in the morning only
    switch off the reminders|shut off alerts|alerts off|turn alerts off|too many alerts
    i get a message every morning
  `,
    import: `
    import a file|import from excel|import an excel file|upload a file|upload a csv|upload a spreadsheet
    load the table|import our company table|import competencies|import consultants from excel|bulk import
    can i upload excel|can i import a list|how do i import|import data|i have a spreadsheet|i have an excel with everything
    read my excel|load data from a file|csv import|import the list of consultants|upload consultants
    import locations|upload table|take the data from excel|paste a table|import from partner center|upload the list
    load vouchers from excel|import vouchers from a spreadsheet|import from csv|upload vouchers from excel
    bring in data from excel
    i have a csv with vouchers|got a csv with vouchers|got an excel with all of it|where do i put my csv
    where do i put the file|where do i upload the file|where do i upload a csv|how to load my spreadsheet
    can you read excel|can you read a csv|take my excel|here is my spreadsheet where to|i have a list in excel
    i have a file with vouchers|got a spreadsheet of vouchers where does it go|bulk upload
    upload many vouchers at once|mass import|add many vouchers at once|load the list from a file
  `,
    quarantine: `
    show the mailbox|open the mailbox|mails that were held|held mails|held back mails|which mails are waiting
    mails waiting for me|mails in quarantine|quarantined mails|any new mails|any mails held|check the mailbox
    unknown senders|mails from unknown senders|where did my mail go|i sent a mail to the mailbox|blocked mails
    stuck mails|mails that nobody got|incoming mails|inbox|show the inbox|which emails could not be assigned
    what came by mail|are there mails to hand out|mails on hold|spam folder|why was the mail held back
    held mails please|mails that wait|mails nobody claimed|show held messages|what mails are stuck
    any mails waiting|which mails wait|are mails stuck|where did the mail from the customer go
    the mail has not arrived|i forwarded a mail where is it|mail i forwarded|what is in the mailbox
    mails to sort|unsorted mails
  `,
    ranOut: `
    put expired vouchers away|put away the expired ones|close the expired vouchers|close expired|remove expired vouchers
    get rid of expired vouchers|delete expired vouchers|clean up expired vouchers|clean up|clear the expired ones
    which vouchers have expired|what has expired|show expired|show the expired vouchers|which ones ran out|what ran out
    vouchers that ran out|archive the expired ones|archive expired vouchers|tidy up the expired ones|expired list
    list expired vouchers|are there expired vouchers|did any voucher expire|remove the dead ones|close what ran out
    vouchers past their expiry date|dead vouchers|cleanup of expired|outdated vouchers away
    what expired|whats expired|expired stuff|clear out the expired|get the expired ones out of my sight
    hide expired vouchers|which ones are expired|throw away expired|any expired ones|anything that ran out
    those past expiry
    what has expired on us|what ran out on us|what burned on us|what went out of date
  `,
    record: `
    record a voucher|record a new voucher by hand|record voucher #n|add a voucher|add voucher #n|enter a voucher
    enter a voucher manually|i have a voucher number|i got a voucher number|we received a voucher|we got a new voucher from #c
    got a voucher for #c|register voucher #n|save voucher #n|type in a voucher|put voucher #n into the list|new voucher number #n
    record it by hand|i want to record a voucher|customer sent us a voucher|customer gave us a number|#c sent us voucher #n
    enter #n|put in #n|i have number #n from #c|here is the voucher #n|add this number #n|create voucher #n
    we have got a voucher mail|note down voucher #n|the voucher number is #n|log a new voucher
    write down a new voucher|note a new voucher number|register a new voucher by its number|type in a new number
    i want to add #n|new voucher came in|a new voucher arrived|a voucher came by phone|we have a new voucher #n
    add #n to the list|add #n for #c|new one from #c #n|take down #n|got #n today|got #n from #c|please add #n
  `,
    reserve: `
    reserve #n|book #n|please reserve #n #d|i need to book the #e voucher for #c #d|reserve #e for #c|book #c
    book #c for #d|reserve the #c voucher|reserve the voucher for #c #d|block #n #d|we want #n|we take #n #d
    i want to reserve a voucher|reserve a voucher|make a reservation|make a reservation for #c|new reservation|reservation for #c #d
    can you book #e #d|lets do #n #d|let's do #c #d|plan #n #d|plan #c for #d|schedule #n #d|schedule #c #d
    schedule the #e workshop for #c|i would like to reserve #e at #c #d|reserve #n for #p #d|book #n with #p #d
    #p will do #n #d|#p takes #n #d|put #p on #n #d|#p delivers #c #d|reserve before someone else takes it
    hold #n for us|grab #n|take #n before another partner does|secure the #c voucher|lock #n in|validate #n
    validate and reserve #n|i reserved #n in vvr|i have reserved #n|#n is reserved now|we start with #c #d
    start #n #d|start #e with #c #d|do #e for #c #d|deliver #e at #c #d|we deliver #n #d|engagement with #c #d
    set the dates for #n #d|#d for #n|book it #d|reserve it #d|reserve this one|can #p do #c #d|resrve #n|reserv #c #d|bok #n
    #c wants us to come #d|#c is ready to start #d|i'd like #n to begin #d|get #n booked|need #n booked asap
    put #c in the calendar #d|which voucher should i reserve|reserve something
    can i reserve #c|book us #c|book the #c voucher|book the #c job|book #e with #c|book the #e one
    reserve the #e one|get #c on the calendar|plan in #c #d|pencil in #c #d|pencil #n in for #d|put #c down for #d
    reserve #c #n for me #d|reservation #n|take the #c one #d|i'll take #n|we'll take #c|sign us up for #n
    the #c one needs reserving|#c needs to be reserved|#n needs a reservation #d|want to reserve #n
    want to book #c #d|need a reservation for #c #d|#d works for #c book it|#n from #d|#n from #d to #d
    lets take #n after #d|lets go with #n #d|#n for #p #d|reserve #c for #p #d|#p will do #c #d reserve it
    i would like to book #n|need to book #n #d|could we book #c #d|#n #d book it|put a reservation on #n
    make #n ours|book a voucher|i need to reserve something
    #c #d please reserve|#c #d reserve|#n #d reserve please|reserve|reserve please|book it|please reserve
    book me in for #n|book me in for #n #d|book me on #c|put me down for #c #d|put me on #n #d|#p goes to #c #d
    #p goes there reserve #n|#p delivers it book #n|#p does #c #d reserve|reserve #n #p is the consultant
    #c with #p #d please|#p has time #d book #c|book #c #p is free #d|#d book #n|#d reserve #c
    #d i want to do #c|#d #c reserve|for #d please reserve #n|sign me up for #c #d|fix #c for #d
    lets book #c before its gone|can you get #c booked|can we get #n #d|we want to do #c #d|reserve #e at #c
    confirm #c for #d|#c said yes to #d|#c agreed to #d book it|#c confirmed #d|#c is fine with #d
    customer confirmed #d for #n|reserve it with #p|#n consultant #p|take #c with #p #d|make a booking for #n
    reservation|booking|reservations please|i want to take #n|i want to take the #c voucher|take #n
    take the #n voucher|i will take #c|ill do #c #d|i'll do #n|ill do the #e for #c #d|i will do #e at #c
    i do #c #d|occupy #n before it expires|use #n before it expires|want #c before it runs out|nab #n #d
    snap up #c|claim a slot for #c #d|make room for #c #d|write #p down for #c #d|put #p down for #n #d
    sign #p up for #c #d|#c agreed #d make the reservation|#c #p travels #d|#p is going #d #c
    send #p to #c #d|#e for #c #p goes #d|get me #n|lock #c #d|line up #n #d|set up #c with #p #d|resv #n
  `,
    report: `
    the #e report has arrived from #p|report for #c has arrived from #p|#p has sent in the #e report|the report from #p has come in
    report #n|report #n done|#n is done|#n done #d|we finished #n|we finished #c|we are done with #c|we finished #e at #c
    #c is finished|the #c engagement is over|engagement finished|delivery finished|delivered #n|we delivered #n #d
    we delivered #e to #c|#e for #c is delivered|completion report|completion report for #n|submit the completion report
    submit the report for #c|send the report|hand in the report|hand in the completion report for #c|i need to report
    i have to report #n|report the delivery of #n|file the report for #n|write the report|write the report for #c
    the report for #n is submitted|report submitted #d|i submitted the report #d|report was sent #d|customer got the plan
    the deliverable was handed over #d|#c received the document|we handed over the plan #d|upload the deliverable
    mark #n as delivered|mark #n as reported|mark #c as done|work at #c is complete|#p finished #n|#p is done with #c
    reporting for #n|do the report for #n|overdue report for #c|finish the report|finish #n|close out #n with a report
    the work is done|everything delivered at #c|reprot #n|report it|last day at #c was #d|#e workshop is done
    #n completed|completed #n #d|we wrapped up #n #d|wrapped up #c|job done at #c|#c all done
    #c is all done send the report|finished at #c #d|finished with #c #d|the workshop at #c ended #d
    want to report #n|need to report #n|need to file the report for #n|delivery of #n complete|#e at #c finished #d
    #p finished #n #d|#p finished #n #d file the report|how do i report #n
    do the completion report for #c|completion report #c|send in the report for #n|#c ended #d report it
    #n finished #d|we are through with #n|#c was done #d
    where do i upload the report|where do i upload the completion report|where do i put the report
    how do i hand in the report|how to report|i need to send a report|report is ready|the report for #c is ready
    report of #c sent #d|we are finished with #c|#n finished|#n is finished|work on #c is done|we are done
    done with #e|#c over and out|handed in report for #n|#c signed off|#c accepted the work
    the customer signed off #n|delivery done at #c #d|mark #n done|#n was done by #p #d|#n was delivered #d
    reporting|reporting please|i have #p's report|i have the missing report of #p|#p's missing report is here
    here is the report of #p|here is #p's report|got the report from #p
    got the report from #p where do i put it|#p sent the report|#p sent the report where do i put it
    #p finally sent his report|#p handed me the report|the report arrived
    the report has arrived where does it go|report from #p arrived|report from #c is in
    the paperwork for #c arrived|paperwork for #n is here|paperwork is here where do i put it
    i have the signed papers of #c|signed acceptance from #c is here|the acceptance came in
    i hold the report for #c #e|the report for #e is on my desk|record the report of #p
    enter the report for #n|#p is done with #c file it|where does the report of #p go
    put the report in for #n|#n reported #d|#n we reported #d|add the report to #c
    handed in #n #d|turned in the report for #n #d|sent off #n #d|submitted #n #d
  `,
    redeem: `
    redeem #n|redeem the #c voucher|redeem voucher|redeem the voucher for #c|redeem #e for #c|i want to redeem|redeem it
    redeem the reported ones|redeem all reported vouchers|i redeemed #n|i redeemed #n #d|#n was redeemed #d|#n is redeemed
    #n has been redeemed|redemption of #n|use up #n|cash in #n|cash in the voucher|use the voucher #n
    mark #n as redeemed|set #n to redeemed|redeem now|the redemption is done|we redeemed the #c voucher in vvr
    complete the voucher #n in vvr|turn in #n|redeem #n today|can i redeem #n|which vouchers can i redeem|redeem what is ready
    redem #n|reedem #c|redeme #n|what can be redeemed|time to redeem #c|redeem this one|voucher of #c redeemed #d
    activate #n|want to activate #n|activate voucher #n|activate the #c voucher|activation of #n|#n redemption
    need to redeem #c|redeem #c's voucher|i'd like to redeem #n #d|can we redeem #c yet
    redeem the #e voucher|want to redeem #n|ready to redeem #n|#n redeemed #d|#c redeemed #d|lets redeem #n
    how do i redeem #n|the #c one can be redeemed
    please redeem #n|#n please redeem|redeem #c please|#c redeem|redeemed #n|#n redeemed|we just redeemed #n
    i have just redeemed #c|redeem both|redeem them|redeem #c now|get #n redeemed|#n has to be redeemed
    #c must be redeemed|#n is ready to redeem
    redemption|redemption please|redeeming|activation|consume #n|#n used up #d|spend #n|punch #n|bank #n
    cash #c
    #n can be cashed|#c can be cashed in now|#n is ready to cash|#n may be redeemed now
  `,
    claim: `
    claim #n|claim the money for #n|claim payment for #n|claim payment for #c|request payment|request payment for #n
    request payment for #c|request the money for #c|submit a claim|submit a claim for #c|file a claim|make a claim
    create a claim|create a claim for #n|new claim|start a claim for #n|put #n in a claim|claim it|bill microsoft for #n
    invoice microsoft for #n|send the invoice for #c|i want to be paid for #n|we want our money for #n|get the money for #n
    ask microsoft for payment|claim everything redeemed|claim all redeemed vouchers|what can i claim|what can be claimed
    payment request for #n|payment request|submit for payment #n|charge #n|collect the money for #c|get paid for #n
    how do i claim #n|clame #n|cliam #c|claim this one|claim the redeemed ones|i want to request payment
    bill #c to microsoft|time to claim #c|put #n forward for payment
    get our money for #n|#n payment request|file for payment of #n|start the payment for #c|we should claim #c
    claim the #c one|claim the #e one|invoice #n|bill #n|lets claim #n|want to claim #n|make a claim for #c
    submit payment request for #c|submit the payment request #c #e|how do i get paid for #n|time to get paid for #c
    #c can be claimed|ask for the money for #c
    can we ask for the money for #c already|can i already request the money for #c|can we claim #c
    can i claim #n now|is it time to claim #c|get the cash for #n|get paid for #c|we want to get paid for #c
    submit #n to microsoft|#n claim|#c claim please|make the claim|do the claim for #n|start claim
    send #n for payment|request money for #n|ask money for #c now|money for #c please request it
    #c is redeemed claim it
  `,
    release: `
    release #n|release the reservation of #n|cancel the reservation of #n|cancel the reservation for #c|cancel reservation #n
    cancel the booking of #n|cancel #n|cancel #c|drop #n|drop the reservation|give #n back|give back the voucher
    give #n free|free #n|free up #n|unreserve #n|unbook #n|undo the reservation of #n and let it go|we will not do #n
    we will not deliver #n|we cannot do #c|we can't do #n after all|#c cancelled|#c cancelled the project|#c does not want it any more
    the customer cancelled|customer backed out|customer cancelled #n|#c changed their mind|the engagement will not happen
    #n will not take place|#n is called off|call off #n|let #n go|return #n|remove the reservation for #n
    release it|relase #n|cancel the engagement at #c|we no longer want #n|#c called it off|stop the #c engagement
    withdraw the reservation|#c project is dead
    give up #n|give up the reservation of #n|we are not doing #n|not doing #c after all|#c fell through
    #c backed out|#c pulled out|deal with #c is off|let #c go we wont do it|take off the reservation
    cancel our booking for #c|#n is off|#c is off cancel it|cancel the #e reservation
    #c cancelled release it|release the #c one|free the #e one|#n no longer needed
    #c booking is off|drop the booking of #c|drop the booking|drop the booking for #n
    #p cant make it to #c drop the booking|#p is sick free #n|take #p off #c
    the reservation of #c is no longer valid|the reservation is no longer needed|reservation no longer valid
    #c no longer wants it|#c said no|customer said no to #n|customer does not want #n|undo the booking of #n
    #n back to free|make #n free again|put #n back|we wont do #c|forget about #c they cancelled|#c quit
    #c withdrew|no deal with #c|#c is not happening|#n is not happening|kill the reservation of #n
    remove our booking for #n|cancel it for #c they said no|please release #n|#n release please
    drop #p's reservation for #c|drop the reservation of #p at #c|drop #p's booking it never happened
    it never happened drop the reservation|#c never happened release it|cancel #p's reservation for #c
    take #p off #e at #c nothing happened|scrap the reservation for #c|scrap #n booking|cancel the #e booking
    cancel reservation of #e|cancel #e reservation please|#c called to cancel|lift the reservation of #n
    clear the reservation of #c|annul the booking for #n|we dont need #n any more give it back
    give the reservation of #c back|#c is off give the reservation back|let the #e one go
    remove #p from #c reservation
    #c bailed|#c bailed out|customer bailed|#e is off customer bailed|#c bailed let the slot go
    #c is out let it go|#e is off|#e is called off
  `,
    lose: `
    #n is lost|we lost #n|we lost #c|another partner has #n|another partner took #n|another partner reserved #n
    somebody else has #n|somebody else took it|someone else reserved #n|competitor took #c|taken by another partner
    #n is taken|#n is gone|it is gone|another company got #c|other partner has it|mark #n as lost|the #c voucher is lost
    we lost the voucher of #c|#c went to another partner|#c chose another partner|#c goes with a competitor
    somebody was faster|someone was faster with #n|already reserved by another partner|vvr says #n is reserved by somebody else
    cannot reserve #n it is already taken|lost to a competitor|lost #n|lost it|other partner grabbed #n|#n snatched by others
    it was taken away from us
    #n taken by someone else|#c taken by another partner|somebody else grabbed #c|#c picked another partner
    #c is lost|lost #c to a competitor|we've lost #n|mark the #c one as lost|other company reserved #c before us
    #c signed with someone else|a rival got #n|#c lost to another partner|mark #c lost|another partner won #c
    #n was taken by somebody else|somebody else was faster with #c|we were too late for #n
    too late for #c another partner has it|other partner got #c|#c already has another partner
    #c is with another partner now|#n belongs to another partner now|#n no longer available
    they gave #c to somebody else|#c gave it to someone else|write #n off|#n is lost to us
    write it off|write off #n|write #c off|write off the #c voucher|#n write it off|#n is gone for good
    #c is gone for good|its gone for good|the voucher is gone for good|gone for good
    #c voucher was cancelled by microsoft|microsoft cancelled #n|#n expired write it off|#n is dead
    #n is dead write it off|#n is history we lost it|lost it for good #n|#n lost it|#c lost it
    we cant save #n|nothing to save at #c mark it lost|#n is a goner|#n went down the drain|bin #n
    bin the #c voucher|#n to the bin|kiss #n goodbye|#n is a loss|book #n as a loss|#c is beyond saving
    the customer cannot find #n consider it lost
    #n vanished for good|#c is lost for good
    someone beat us to #n|somebody beat us to #c|they beat us to #c|a competitor beat us to #n
  `,
    reschedule: `
    move #n to #d|move #c to #d|move it to #d|reschedule #n|reschedule #c to #d|reschedule to #d|change the dates of #n
    change dates for #c|change the date|new dates for #n|new dates for #n #d|other dates for #n|#c wants other dates
    #c wants to move to #d|the customer wants another date|shift #n to #d|shift #n #d|shift it by a week|postpone #n
    postpone #n to #d|postpone #c|delay #n|delay #c by a week|push #n to #d|push #c back|push it back a week|#n #d instead
    #n starts #d instead|can we do #n #d instead|bring #n forward|bring forward #c to #d|#c does not have time #d
    #c asks for #d|dates of #n have changed|the dates changed|the date changed for #c|#n will be #d now|put #n on #d instead
    move the #e engagement to #d|move the #c engagement|different dates for #c|rescedule #n|adjust the dates of #n
    set back #n to #d|the customer is on holiday move it|edit the dates of #n|update the dates #n|#n later
    can we move #n|the start of #n moves to #d|extend #n until #d
    #n moves to #d|#c moved to #d|#c is #d now instead|can #n start #d instead|start of #n should be #d
    new start for #n #d|#e should start #d change it|the #e thing must start #d instead|the #c thing starts #d now
    change #n to #d|change #c to start #d|put off #n|put #c off till #d|make it #d for #c|make #n #d instead
    #c needs a later date|#n a week later|push it out #d|bump #n to #d|#d doesnt work anymore for #n
    #d does not work for #c|#d is not possible for #n other dates|other dates for #c|#n other dates
    #c cant do #d move it|need to move #n|need new dates for #c|#e for #c now #d instead
    customer asked to shift #c by a week
    #c wants #d instead|#c wants it #d|#c asks for #d only|#c only has time #d|#c can only do #d
    the customer asks for #d only|the #e customer asks for #d only|customer of #e wants #d
    #e only #d says the customer|#e customer prefers #d|#c prefers #d|#c would rather have #d
    #p was sick need new dates for #n|#p is sick new dates for #n|#p is ill move #n|#p is ill move #c to #d
    need new dates for #n|new dates needed for #c|push #n by #d|push #n #d|push #c by #d|move #n by #d
    #d move #n|#n from #d instead|move #n please #d|shift #n by #d|#n later #d|#c later than planned #d
    delay #n by #d|#n has to move|#n must be moved #d|make #c later|can we have other dates for #n
    start #n later #d|#c not before #d|#n not before #d|earlier dates for #n|#n earlier #d
    dates of #c are wrong should be #d|reschedule #c|#c reschedule #d|#d instead of #d for #n
    swap the dates of #n|put #c back #d|kickoff of #c moved to #d
    #n slips|#n slip #d|#n slips #d|#c slips #d|let #n slip #d|#n slides #d|slide #n #d|#n needs #d more
    #n by #d|nudge #n #d|delay it #d|#n goes back #d|#n moves out #d|kick #n #d|kick #c back #d|resched #n #d
    change dates of #e #c to #d|transfer #n to #d|rearrange #c #d|rebook #n #d|reset #n to #d
    #e wants #d|the #e customer wants #d
  `,
    correct: `
    correct #n|fix #n|undo|undo that|undo the last step|undo #n|undo the last step of #n|revert #n|revert that|wrong
    that was wrong|that is wrong|thats not right|i made a mistake|i made a mistake with #n|mistake|my mistake|oops|oops wrong one
    ups wrong|i clicked the wrong button|i pressed the wrong button|wrong button|take it back|take that back|roll back #n
    amend #n|edit #n|change the data of #n|change the customer of #n|wrong customer on #n|wrong number|the number is wrong
    the number of days is wrong|#n has the wrong engagement|#n is not ours|#n is a duplicate|void #n|delete #n|delete the voucher
    remove #n|correct the voucher of #c|correct the admin address|typo in #n|i reported #n by mistake
    #n was redeemed by mistake|i should not have redeemed #n|unredeem #n|change the expiry date of #n|wrong date on #n
    correct the details|undo my last action|reverse that|go back to the previous state of #n|not what i wanted|that was an accident
    update the details of #n|fix the mistake|corect #n
    something is wrong with #n|#n has a mistake|data of #n is wrong|made an error on #n|need to fix #n
    fix the #c voucher|undo the report of #n|undo my report for #c|wrong dates entered on #n|wrong engagement on #c
    change details of #n|undo the redemption of #n|#n is wrong fix it|typo in the #c voucher
    days on #n are wrong|fix the days on #n|fix the days on #n should be 3|number of days in #n is wrong
    wrong number of days in #n|days of #n should be 3|#n should be 5 days|#n has wrong days
    there is a typo in #n|customer name on #n is misspelled|customer name on #n is wrong
    the customer of #n is spelled wrong|name of the customer is wrong on #n|misspelled customer on #n
    #n is for another customer|#n is not for #c|i mistyped #n|mistyped the days of #n
    i entered wrong data for #n|entered #n wrong|#n has the wrong customer|#n has a wrong number
    the engagement on #n is wrong|#n should be #e|change the engagement of #n to #e|expiry of #n is wrong
    expiry date of #n should be #d|wrong expiry on #n|correct the days of #n|fix #c|fix #n please
    #n data is incorrect|i made a typo in #n|repair #n|i chose the wrong one|that was not right undo|undo please
    revoke that
    #n by accident|#n by mistake|i redeemed #n by accident|redeemed #n by mistake|i reserved #n by accident
    reserved #c by accident|i reported #c by accident|released #n by accident|i released #n accidentally
    accidentally redeemed #n|accidentally reported #c|accidentally marked #n as lost
    i marked #n as lost by mistake|#n was reserved by accident|#n got redeemed accidentally
    i hit redeem on #n by accident|roll it back|roll back|roll #n back|roll that back #n
    roll back the redemption of #n|roll back the report for #c|roll back the reservation of #n
    #n roll it back|unintentionally redeemed #n|i did not mean to redeem #n|i didnt mean to reserve #c
    #n redeemed in error|reported #n in error|#c was reported in error take it back
    pressed redeem on #n too early|wrongly reported #c|wrongly redeemed #n|#n should not be reported yet undo
    #n isnt redeemed correct it|it was an accident undo #n|mistakenly claimed #n|by mistake|by accident
  `,
    plan: `
    can we still do #n|can we still do #c|is there still time for #n|is there enough time for #c|are we still in time for #n|will we make it with #n|who is free for #c|who could do #n and when|when could we do #n|latest start of #n
    can we still do #n|can we still do this one|is there still time for #n|is there enough time for #n|do we still have time for #n
    is it too late for #n|is #n still possible|can #n still be delivered|is #c still possible|can we still deliver for #c
    who is free for #n|who can do #n|who could deliver #n|who has time for #n|who is available for #c|when is somebody free for #n
    when can we do #n|when could we do #n|when do we have to start #n|latest start for #n|latest start of #n|when must #n start
    plan #n|plan the engagement for #c|plan #c|find a week for #n|find a week for #c|which week fits #n|suggest dates for #n
    propose a week for #n|when would #n fit|when is there room for #n|do we still make it with #n|will we make it with #n
    who is free to do #e|who is free to do #c|who has time|who has time for it|who is free|find a slot for #n|find me a slot for #c
    a slot for #e|can #e still be done before it runs out|can #c still be done in time|is #n still doable|is #c doable in time
    will #n fit before it expires|when can we fit in #e|when can we squeeze in #n|do we have enough time left for #c
    is there a week free for #e|suggest a date and who is free|can #n be done before the end of its validity
  `,
    export: `
    export|export everything|export the list|export to excel|excel please|give me an excel|excel file of all vouchers
    download the list|download all vouchers|i need a spreadsheet|spreadsheet please|put it into excel|save as excel|xlsx
    can i have that as excel|get the vouchers as a spreadsheet|send me the list as a file|export the vouchers of #c
    export vouchers|make an excel export|create an export|list for excel|take the data out|download as xlsx
    i want all of it in excel|export our vouchers|excel export|dump to excel|excel with the vouchers and claims
    export the claims|give me the data as a file|table for excel|how do i get this into excel
    xls|all of it as xls|an xlsx for the accountant|dump the list into a file|the list as a file for finance|csv of all vouchers
    spreadsheet of everything|a table of everything for accounting|download everything|everything into a spreadsheet
    the boss wants it in excel|accounting needs the list in excel|excel file please|give me the excel file
  `,
    calendar: `
    calendar|my calendar|calendar file|ics|ics file|send me the ics|put my engagements into outlook|add it to my calendar
    calendar of my engagements|all my dates for outlook|export my dates|dates for the calendar|my engagements as a calendar
    give me a calendar file|add my deadlines to outlook|outlook calendar please|download my calendar|ical|my dates as ics
    i want my trips and deadlines in my calendar|my engagements in outlook|put it all in my outlook calendar|ics please
    sync my dates with outlook|get my deadlines into google calendar
  `,
    overview: `
    show me the charts|charts please|show a chart|overview charts|show the overview|overview please|portfolio overview
    how does our portfolio look|show me the portfolio
    statistics|show statistics|stats please|show me the numbers|figures please|graph|show me a graph|graphs
    vouchers by state|how many vouchers are in each state|deadlines by week|which weeks are busy|how busy are the next weeks
    who is overloaded|how busy are the consultants|engagements per consultant|workload|show the workload|workload of the team
    utilisation of the consultants|capacity|how is the team booked|paid by month|how much was paid per month|money by month
    chart of deadlines|chart of the vouchers|pie chart|bar chart|kpis|show the kpis|management summary
    an overview for my boss|picture of all vouchers|whats the state of the portfolio
    just the overview|overview now|how busy are we|how busy is everybody|who has the most work|who has too much to do|how full are the weeks
    money month by month|payments month by month|chart of the states|pie of the states|bar chart of what is due|diagram
    a picture for the board meeting|something visual for the meeting|something for management|in charts|as charts|all of it in charts
    deadlines week by week|due dates week by week as a chart|how many are assigned and how many reserved in a chart
  `,
    history: `
    history of #n|show the history of #n|history|history #c|what happened with #n|what happened to #c|who did what with #n
    who changed #n|who reserved #n|who reported #n|who redeemed #n|when was #n reserved|when was #n reported|when was #n redeemed
    who recorded #n|log of #n|show the log|change log of #n|audit trail for #n|timeline of #n|what was done with #n
    what have we done with #n so far|who touched #n last|last changes on #n|show me the changes of #n|who did that
    story of #n|all events of #n|when did we record #n|past of #n|how did #n get here|activity on #n
    what did #p do with #n|track record of #n
    who worked on #n before|what was done to #n|what happened on #n|show changes on #n|who did what on #c
    full log for #c|when did we reserve #n|show me everything that happened to #n|who changed #n last|who edited #n
    who changed #c|who changed the voucher of #c|who changed the #c voucher and when|who touched #n
    who touched #c|who edited the #c voucher|when was #n changed|who did this to #n|history for #c|#c history
    #n history|trail of #n|what has been done on #c|which steps did #n take|changes on #n|changes of #c
    list the changes of #n|last change on #n|show who changed #n
    what did we do on #n so far|what did we do on #n until now|what was done on #c until now
    everything that was done on #n
  `,
    remind: `
    remind me|remind me #d|remind me #d about #n|remind me about #n #d|remind me of #n #d|remind me of #c #d
    remind me to reserve #n #d|remind me to report #n #d|remind me to call #c #d|set a reminder for #d|set a reminder for #n
    set a reminder about #c #d|reminder for #n #d|reminder #d|ping me #d|ping me about #n #d|poke me #d|nudge me #d about #c
    wake me up #d|tell me again #d|tell me about #n again #d|come back to me #d|bring #n up again #d|show me this again #d
    follow up on #n #d|follow up #d|snooze #n until #d|snooze until #d|snooze this|remind me later|remind me in a week
    dont let me forget #n|do not let me forget about #c #d|remember #n for #d|alert me #d about #n|notify me #d about #n
    rmind me #d|remnd me #d about #n|i want to be reminded of #n #d|let me know #d about #n|give me a heads up #d on #c
    message me #d about this
    #n remind me #d|remind me #d about the #c voucher|remind me to check #n #d|remind me about the report for #c #d
    set reminder #n #d|poke me about #c #d|give me a nudge about #n #d|i need a reminder #d for #n|reminder #n on #d
    ping me on #d re #n|#c reminder #d|#d remind me of #c|can you remind me about #c #d|dont let me forget #c #d
    #d remind me about #n|#d remind me about #c|#d ping me about #n|remind me about #c #d|remind me #d about #c
    #d wake me for #n|#d nudge me about #c|#d tell me about #n again|poke me #d about #c
    #d please remind me of #n|#d bring up #n again|ping me #d about #c|remind me of #c #d please
    in the morning #d remind me of #n|#d set a reminder for #n|reminder #d #n|reminder for #c #d
    dont let me forget #n #d|#d dont let me forget #c
  `,
    comment: `
    add to #n|add to #c|write on #n|put to #c
    note on #n|note on #n: the customer is on vacation|note for #n: call before coming|note to #n they want it in English
    add a note to #n|add a note on #c: parking is at the back|add a comment to #n|add a comment: budget approved
    comment on #n|comment #n: contact is Mr Smith|comment on #c: they moved to the new office|leave a note on #n
    leave a comment for #n that the meeting moved|write on #n that the customer has signed|write down for #n: bring a projector
    write a note|make a note|make a note on #c that they need an NDA|note: customer moved the meeting|note that #c prefers mornings
    remark on #n: waiting for an answer|put a note on #n|put down for #n that the contact changed|attach a note to #n
    fyi #n: the contact person left|memo for #n: send the agenda first|for #n remember that the vpn is needed
    tell everybody on #n that the kickoff is online|add to #n: ask for remote access|comment: they will call us back
    jot down on #c: new phone number|post a comment on #n|note #n waiting for the purchase order
    write in #n that the invoice came|write in #n that they moved|put in #n that #c called
    record in #n that the contact left|add to #n that the server is old|save on #n: needs badge
    log on #n that we called|note in #n customer prefers mornings|let the team know on #n that it starts at nine
    leave remark on #n|mention on #n that kickoff is online|put on #n badge needed
    comment #n waiting for the name of their manager|#n comment waiting for a call|#n note: customer signs tomorrow
    add for #c: entrance from the yard|write for #c: contact is on leave|write on #c that the budget is late
    for #n the contact moved|add to #n that they pay late|please write in #n that the invoice was sent again
    write in #n that invoice was sent|note in #n that the parking is closed
    on #c note that the door code changed
    note #n|note #c|note for #c|a note on #c|leave a note on the #c one|write a comment on #c
    i want to write a comment on #c|add a remark to #n|remark #n|jot down on #n|memo #n|memo for #c
  `,
    askColleague: `
    ask #p to reserve #n|ask #p to reserve #c|ask #p to do #n|ask #p to report #n|ask #p to redeem #n|ask #p to take over #n
    ask #p for #n|ask a colleague|ask a colleague to reserve #n|ask somebody to redeem #n|ask my colleague to do it
    can #p reserve #n for me|can #p redeem #n for me|let #p reserve #n|let #p do the report for #n|have #p report #c
    have #p redeem #n|get #p to claim #n|tell #p to reserve #n|tell #p to report #c #d|tell #p that #n needs a report
    send #n to #p|forward #n to #p|pass #n to #p|hand #n to #p|hand this over to #p|delegate #n to #p|delegate this
    #p should reserve #n|#p should do #n|#p must report #n|#p please reserve #n|request that #p redeems #n|ping #p about #n
    poke #p about #c|remind #p to report #n|remind #p about #n|message #p about #n|write to #p that #n has to be reserved
    ask Maria to reserve #n|i want #p to handle #n|could you ask #p to book #c #d|ask our admin to reserve #n
    someone else should do #n|let a colleague do it|aks #p to reserve #n
    #p please do #n|maybe #p can do #c ask him|maybe #p takes #c ask her|let #p check #n|let #p look at #n
    ask #p to check #n|ask #p to have a look at #c|have #p look at #n|get #p to do #n|give #n to #p|assign #n to #p
    can you ask #p about #n|ask #p if she can do #c|ask #p if he can take #n|#p should take care of #c
    pass #c on to #p|send #p a request for #n|tell #p to check #n|#p needs to handle #c tell him
    ask #p when the report for #c comes
    ask #p about the report #n|write #p that #c waits|#c ask #p
    let #p have a look at #n|#p should have a look at #c|could #p have a look at #n|have #p check #c|let #p handle #n
    #p can you do #n|#p can you take #c|can #p have a look at #c|can #p look at #n|let #p have a look at #c
    #p have a look at #c|ask #p whether he can report #n|ask #p whether she can do #n|ask #p if he does #c
    ask #p to have a look|#p please redeem #n|#p please report #n|#p please look at #n|#p redeem #n please
    tell #p to look at #c|#p should look at #c|#p will know about #n ask him|send this to #p|pass this to #p
    #n to #p please|give #c to #p|i would like #p to do #n
    nudge #p about #n|nudge #p about the report for #c|nudge #p about the #e report|chase #p about #n
    chase #p for the report of #c|chase #p for the #e report|chase up #p for #n|poke #p for the report of #n
    poke #p about the #e report|bug #p about #n|press #p for #c|push #p for the report of #n
    hurry #p up with #n|hound #p about #c|prod #p about the #e|get #p moving on #n
    ask #p when the #e report comes|ask #p for the #e report|ask #p for the report|see if #p can look at #n
    could #p take a look at #c|can #p take a look at #n|#p to have a look at #c|#p to take a look at #n
    get #p to look over #n|let #p glance at #c|have #p glance at #n|#p should take a look at #n
    i want #p to see #n|show #n to #p|let #p know about #n|loop #p in on #c|loop in #p on #n
    drop #p a line about #n
  `,
    mine: `
    my vouchers|show my vouchers|which vouchers are mine|whats mine|what is mine|mine|list mine|only mine|just my own
    show me mine|what do i have|what is on my plate|what am i working on|what am i responsible for|my work|my list
    my engagements|which engagements do i have|my deliveries|vouchers assigned to me|vouchers i reserved|vouchers that i recorded
    what belongs to me|everything of mine|my stuff|my open vouchers|my customers|which customers do i have|what did i reserve
    my reservations|where am i the consultant|my things|what are my vouchers|what have i got
    things i have to deliver
    what have i on my list|stuff i own|which are mine|show whats mine
    what do i have open|my open ones|what are mine|all of mine|vouchers of mine|show my things|anything of mine
    which ones am i doing|which ones am i doing myself|what am i delivering|ones that i deliver
    which do i deliver myself|which ones are on me|what do i have to deliver|jobs where i am the consultant
  `,
    overdue: `
    whats overdue|what is overdue|anything overdue|overdue|overdue vouchers|show overdue|show what is overdue|list overdue ones
    what is late|what are we late with|which ones are late|late vouchers|what did we miss|missed deadlines|did we miss anything
    what deadline have we missed|past due|which vouchers are past due|what should have been done already|overdue reports
    which reports are overdue|which reports are late|reports overdue|what is behind schedule|are we behind with anything
    what are we behind on|deadlines that passed|what has passed its deadline|delayed vouchers|whats already too late
    which ones should already be reported|ovrdue|over due
    any delays|delays|anything delayed|anything late|are we late|late stuff|whats lagging|deadlines missed
    what slipped|are there overdue ones
    what is behind|what are we behind with|what have we forgotten|did we forget anything
    things that are too late|which should be done already|what is past its date|anything past the deadline
    where are we late|late ones
    which reports are not in on time|reports that were not sent on time|which ones were not reported in time
    backlog of #p|what is #p late with|where is #p behind|#p's overdue ones
  `,
    week: `
    this week|whats due this week|what is due this week|what is on this week|deadlines this week|due this week|due #d
    what is due #d|what is due by #d|what do we have to do #d|what do i have to do this week|what is coming up|coming up
    upcoming deadlines|which deadlines are coming|what is due soon|deadlines #d|show deadlines|next deadlines|vouchers due #d
    what expires #d|which vouchers expire this week|which vouchers run out soon|what runs out #d|expiring soon|whats on #d
    what have we got on this week|tasks for this week|what needs to be done this week|plan for the week|agenda of the week
    what has to happen by #d|what must be finished by #d|weekly overview|my week|what is planned this week|week ahead
    deadlines|any deadlines|what about deadlines|how are the deadlines|deadlines for this week|dates for this week
    anything due #d|whats due|due dates this week|whats urgent this week
    whats happening #d|what is happening #d|whats happening this week|what happens this week
    what is going on this week|what have we got #d|what do we have #d|anything #d|anything planned #d
    anything on #d|plan #d|plans #d|due #d please|schedule #d|schedule for #d|calendar #d|what needs doing #d
    deadlines #d please|what is up #d
  `,
    listed: `
    show me everything for #c|what do we have for #c|what do we have with #c|vouchers of #c|vouchers for #c|all vouchers of #c
    list #c|list all for #c|#c vouchers|everything for #c|everything about #c|which vouchers does #c have|all about #c
    show the vouchers of #c|all #e vouchers|#e vouchers|show all #e|list #e engagements|which #e engagements do we have
    what #e do we have|show reserved|show me everything that is reserved|which are reserved|reserved vouchers|what is reserved
    all reserved ones|assigned vouchers|which vouchers are assigned|what is not reserved yet|unreserved vouchers
    which vouchers are free|what can still be reserved|reported vouchers|what has been reported|which ones are reported
    redeemed vouchers|what is redeemed|list the redeemed ones|claimed vouchers|which are claimed|which vouchers are in a claim
    lost vouchers|which ones did we lose|vouchers we lost|vouchers of #p|what is #p working on|what does #p do|what does #p have
    which vouchers does #p have|#p's vouchers|show me what #p has|where is #p the consultant|engagements of #p
    reserved vouchers of #c|what is reserved for #c|#c reserved|redeemed ones of #c|#e for #c list|assigned #e vouchers
    #p's engagements|what has #p reserved|vouchers waiting to be redeemed|vouchers waiting for a report
    how many vouchers are reserved|how many does #c have|which customers have #e|vouchers delivered by #p
    what is #p doing #d|where is #p #d|is #p busy
    which did we lose|what have we lost|assigned to us and not touched
    assigned to us and nobody reserved|assigned but nobody planned it|the untouched ones|nobody reserved these
    which ones nobody took|what is free|free ones|not reserved yet|unreserved ones|nobody has touched these yet
    reported but not redeemed|the ones with a report|waiting for redemption|redeemed but not claimed
    reserved but not reported|all #e projects|every #e project|all the #e ones|all #e jobs|show #e stuff
    #c #e vouchers|list of redeemed vouchers|list of reserved vouchers|all the #c ones|anything for #c
    what is there for #c|#c stuff|everything on #c|everything we have for #c|what has #p got|jobs of #p|#p's jobs
    what does #p have #d|reserved ones|claimed ones|redeemed ones|ones another partner has|what is in a claim
    what has #p got booked|what has #p booked|what did #p book|what did #p reserve|bookings of #p
    reservations of #p|which ones does #p do|what does #p deliver|any #e for #c|any #e at #c|#e for #c
    is there #e for #c|which #e at #c|#c and #e|vouchers with #e|#e only|only #c|only #p|#p only
    where is #p booked|ones that others took|the ones we lost|what did the others take|what did competitors take
    which ones have no date yet|which ones still need a booking
  `,
    show: `
    show #n|open #n|show me #n|find #n|look up #n|search #n|search for #n|where is #n|what is #n|what about #n|how about #n
    status of #n|what is the status of #n|state of #n|how is #n doing|how is it going with #n|how far are we with #n
    whats up with #n|details of #n|info on #n|information about #n|tell me about #n|give me #n|pull up #n|display #n
    who has #n|who is doing #n|who delivers #n|who is on #n|who is the consultant for #n|who works on #n|who is responsible for #n
    when does #n expire|when does #n run out|how long is #n valid|is #n still valid|when is #n due|deadline of #n
    when is #n|when do we deliver #n|what are the dates of #n|how many days does #n have|what is next for #n|what is missing for #n
    which customer is #n|whose is #n|is #n reserved|is #n already reported|has #n been redeemed|was #n redeemed|can i still use #n
    show the voucher of #c|open the #c voucher|status of #c|how is #c going|how far are we with #c|when does the #c voucher expire
    when does the #c voucher run out|status of #e at #c|the #e voucher of #c|where are we with #e for #c|who does #e for #c
    who is doing #c|when is #c|when are we at #c|what is happening with #c|the #c one|admin address of #n
    voucher #n|number #n|#n please|open it|show it|show this voucher|latest on #c|has #c been reported
    where is the #c voucher|where is the #c voucher now|where is #c now|details on #n|details on #c
    details for the #c one|did anyone plan #c|did anyone book #c yet|did anyone reserve #n
    has anyone planned the #c job|is anybody on #c|is #n free|is #n booked
    is #c booked yet|is #c still free|#c #e voucher|the #c #e one|open the #e one|show the #e one|the #e one
    can you pull #n|card of #n|card for #c|how is the #c project going|has #c been planned|what state is #n in
    who does the #c job|when does #c end|has #n been paid|has #c been paid|is #n claimed|did we do #c already
    is #n done|where does #c stand
    need info about #n|i need info on #c|i need to see #n|i need help with #n|i have a question about #n
    question about #c|what is wrong with #n|what can i do with #n|what do i do with #n|next step for #n
    anything new on #c|any news on #n|any update on #c|is there news on #c|how are things with #c
    how is it with #n|whats with #c|whats with #n|what is with #c|ending #n|the one ending #n|voucher ending #n
    i wanna see voucher #n|where are we on #n|contact of #n|who is the contact of #c|how many days does #c have
    how long is #c valid|expiry of #n|when is #c over|how much time is left for #n|how many days are left on #n
    how many days does #e at #c have|how many days in the #c #e one|how long is the #e of #c
    what about the #e at #c
    when does the #c voucher expire|when does #n expire|when does the #e voucher run out|when does #c run out
    my voucher number is #n could you have a look
  `,
    nothing: `
    reserve a table at the restaurant|reserve a table at the indian on saturday|we pay 10 000 eur|we paid 500 euros|it costs 200 dollars|the price is 1 000 eur|lunch is 20 eur|i owe you 50 euros|that is 3 000 in total|10 000 eur is a lot|pay 300 for the car|costs about 40 zl|i pay the taxi 30 eur
    what is the weather like|whats the weather in Warsaw|will it rain tomorrow|tell me a joke|do you know a joke|sing a song
    write a poem|write me a poem about cats|what is the capital of France|how old are you|what is your favourite colour
    order a pizza|i am hungry|where can i get lunch|what is for lunch|book a flight to London|book me a hotel|book a table for two
    reserve a meeting room|book a meeting room for tomorrow|reserve a parking space|call me a taxi|play some music|turn on the lights
    translate this into German|what does this word mean|how do i write a macro in Excel|fix my printer|my printer does not work
    my laptop is broken|reset my password|i forgot my password|outlook does not start|teams is slow|who won the match yesterday
    what time is it|what day is it|how much is the dollar|stock price of Microsoft|who is the president|do you love me|marry me
    i am tired|i am bored|how was your weekend|have a nice day|happy birthday|see you tomorrow|good night|goodbye|bye
    the quick brown fox jumps over the lazy dog|lorem ipsum dolor sit amet|asdf asdf|qwerty|blah blah blah|test|testing 123
    can you write code|write a python script|solve this equation|what is two plus two|summarize this article|read my mail
    send an email to John|schedule a call with the dentist|create a powerpoint|how do i cook rice|recipe for pancakes
    i want a holiday|request vacation|submit my vacation|submit my travel expenses|my sick leave|when is the next holiday|salary
    the meeting is at ten|i will be late today|coffee break|let us have lunch|who let the dogs out|is anybody there|football
    we met yesterday and it was nice|the office is closed|please water the plants|the customer is always right
    where is the nearest station|how far is the moon|what do you think about politics|tell me something|say something
    are you single|are you stupid|you are useless|shut up|i hate this|this is nonsense|whatever|hmm|lol|haha|ok|yes|no|maybe|why
    i like trains|buy milk|bitcoin price|horoscope|lottery numbers|how tall is Everest|voucher for a restaurant|gift voucher
    discount code|pay my electricity bill|lost my keys|i lost my phone|report a bug in Windows|report a fire|cancel my gym membership
    the weather report please|my train was cancelled|remind me who you are|claim to fame|history of Rome|history of the world
    my laptop needs a reboot|it ticket|it ticket #n
    the code for the door is #n|printer code #n|package #n is at the reception
    parcel for Mark|order #n has arrived|meeting room #n|call extension #n|my phone number is #n
    invoice from the phone company #n|the wifi password is #n|the pin is #n|flight #n is late|room #n is booked
    badge number #n|helpdesk ticket #n|my car plate is #n|sorry wrong window|wrong chat|sorry not for you
    anyone for coffee|lunch at noon|lunch #d|pizza place round the corner|who has a charger|did you see my charger
    kids are sick today|buy bread|is it raining|nice photo|that meme is great|on my way|train is delayed
    who took my mug|can you do my job|parking spot #n is free
    how many days of annual leave do i have|how many vacation days do i have left|how many sick days do i have
    how much holiday do i have left|how much holiday is left for me|how many people work here in berlin
    is the canteen open|is the cafeteria open #d|guest wifi password|what is the wifi|who won the election
    my monitor is broken|my screen flickers|my mouse does not work|when does the gym close
    when does the shop open|when does the office open #d|approve my expenses|please approve my expense report
    can somebody bring coffee|bring me a coffee|book a desk|how do i book a desk|book a desk in the office #d
    book a car|book a flight for #d|book a room for #d|reserve a table for #d|reserve a desk for #d
    the printer is out of paper|out of paper|printer is jammed|where can i park|where can i park #d
    where do i park my car|exchange rate of the euro|euro rate|my contract ends #d|my contract expires #d
    does anybody know a dentist|recommend a restaurant|what should i eat|when is my salary paid
    when do i get my bonus|when is the bonus paid|when do we get christmas money|how do i report sick
    i am sick today|i am sick #d|sick leave #d|request leave for #d|day off #d|can i work from home #d
    home office #d|who is on call|is it cold outside|any plans for the weekend|what is the dress code
    when is the party|team event #d|christmas party #d|happy new year|merry christmas|translate hello
    how do i open a pdf|open word|open the window|open the door|close the door|my car broke down
    my badge does not work|lost badge|who has the key|wheres the key|key for room #n|is #p sick
    where is #p sitting|phone number of #p|how old is #p|whats for dinner|who ate my sandwich
    the coffee machine is broken|coffee machine|clean the kitchen|update my windows|windows update|excel crashes
    word crashes|install office|how do i install office|vpn does not work|vpn|password expired
    my password has expired|change my password|teams meeting #d|meeting #d|invite #p to the meeting|call #p
    send #p a gift|sing|dance|what is love|are you alive|do you sleep|tell me a story
    what is the meaning of life|i love you|how do you feel|who is your father|can you drive|1 2 3|abc|test test
    hello world
    book me a flight to Oslo #d|book me a train #d|book a hotel in Oslo|get me a ticket to Berlin
    reserve seats for the movie|reserve a court #d|order toner for the printer|order more paper
    move my dentist appointment #d|reschedule my haircut|reschedule my doctor appointment #d
    cancel my subscription|cancel my dinner reservation|report a broken lamp|report a power outage
    redeem my airline miles|redeem my coupon at the supermarket|claim my lost luggage|claim my tax refund
    release the kraken|release notes for teams|i lost my wallet|i lost my umbrella|correct my essay
    fix my bike|fix the coffee machine|reserve a squash court|book a babysitter #d|book a massage #d
    remind me to buy milk|remind me to call mom #d|ask mom for the recipe|comment on the football game
  `,
  },
  states: {
    assigned:
      'assigned|waiting for a reservation|waiting to be booked|waiting to be reserved|need a reservation|need booking|without a reservation|untouched|nobody reserved|nobody booked|nobody touched|not touched|unreserved|not reserved|not booked|not yet reserved|not yet booked|nobody has booked|nobody has reserved|nobody planned|free|unbooked|to be booked|can be booked|can be reserved|to be reserved|not planned|unplanned|not scheduled|unscheduled|up for grabs|not taken|nobody took|nobody has taken',
    reserved:
      'reserved|booked|reservations|bookings|not reported|not yet reported|unreported|without a report|to be reported|no report yet|scheduled|planned',
    reported:
      'reported|with a report|delivered|waiting to be redeemed|not redeemed|not yet redeemed|unredeemed|to be redeemed|done but not redeemed|ready to redeem|can be redeemed|waiting for redemption|report is in|report was sent|have a report|has a report',
    redeemed:
      'redeemed|cashed|not claimed|not yet claimed|unclaimed|to be claimed|ready to claim|can be claimed|waiting for a claim|used up',
    claimed: 'claimed|in a claim|in claims|in claim|in the claim|part of a claim|billed|invoiced',
    lost: 'lost|lose|taken by others|others took|other partners took|others take|other partners have|taken by another partner|snatched|another partner has|another partner took',
  },
  claims: 'claim*',
  payment: 'pay|pays|paid|paying|payment*|payout*|money|cash|unpaid',
  giving: 'give|giving|hand|handing|pass|passing|assign|reassign|transfer|over|instead|replace|replaces',
  meanwhile: 'been|yet|already|still|just',
  light:
    'a|an|the|for|at|of|in|on|to|with|by|from|and|or|please|pls|plz|kindly|thanks|thx|ok|so|then|now|one|ones|it|this|that|there|here|our|we|us|me|card|job|project|engagement|customer|client|consultant|bot|hi|hello|hey|also|too|i|s|m|d',
  showing:
    'show|list|give|see|view|display|find|open|look|looking|check|tell|let|pull|up|bring|which|what|whats|who|how|where|when|are|is|was|were|be|been|being|have|has|had|do|does|any|anything|everything|all|every|already|still|yet|currently|right|moment|so|far|things|stuff|status|state|info|information|details|detail|news|latest|overview|about|going|wanna|like|would|could|can|may|might|just|only|those|these|they|them|ours|please|voucher|engagements|jobs|projects|customers|many|happening|situation|with|atm|some|but|wat|gimme|lemme|shown|seen|next|stands|stand|doing|to|know|hows|wheres|whos|having|lately|exist|exists|thing|table|current|total|number|count|of|peek|glance|quick|re|ve|im|id|opened|showed|vouchers',
  that: 'that|saying|saying that|for everybody|about|it says',
  courtesies: {
    before:
      'please|pls|plz|kindly|hi|hey|hello|hi there|hey there|hi bot|hello bot|hey bot|good morning|ok|okay|so|well|sorry|could you|can you|can u|could u|would you|will you|would you mind|may i ask you to|i would like you to|i want you to|i need you to|could we|lets|just|bot|quick one|quick question|good evening|good afternoon|would you be so kind as to|would you be so kind and|would you be kind enough to|be so kind and|be so kind as to|i was wondering if you could|i was wondering if i could|i was wondering whether you could|i wonder if you could|could i please|can i please|may i please|may i|might i|could i|can i|can i get|could i get|might i trouble you for|is there any chance to|is there a chance to|is there a way to|is it possible to|would it be possible to|it would be great if you could|it would be nice to|i would be grateful if you could|i would be grateful if you|id be grateful if you could|id be grateful if you|i d be grateful if you|i would appreciate it if you could|i should like to|i would like to|i d like to|id like to|i would love to|i want to|i wanna|wanna|i need to|we need to|need to|i have to|i ve got to|i gotta|gotta|i am trying to|im trying to|trying to|we want to|we would like to|we d like to|want to|lemme|let me|help me|help me to|can we|do you mind|you can|now|and|then|also|dear bot|yo',
    behind:
      'please|pls|plz|thanks|thx|ty|thank you|thanks a lot|cheers|for me|if you can|if possible|asap|would you|will you|bot|ok|btw|mate|man|now please',
    alone:
      'thanks|thank you|thanks a lot|many thanks|thx|ty|thank you very much|thank you kindly|thanks in advance|many thanks in advance|cheers|great|super|perfect|cool|nice|awesome|good|fine|ok|okay|ok thanks|great thanks|ok thx|great thx|good morning|good afternoon|good evening|good day|hi|hello|hey|hi there|hello there|hi bot|hello bot|dear bot|dear all|sorry|sorry wrong one|wrong one|oops|oops wrong one|not that one|no|yes|yep|well|listen|btw|by the way|if possible|if you can|if you please|if its not too much trouble|if it is not too much trouble|if you dont mind|when you have a minute|got it|understood|done|hope you are well|hope youre well|quick question|one more thing|much appreciated|appreciate it|please|pls|asap|its urgent|urgent',
    signOff: 'regards|kind regards|best regards|best|br|sincerely|yours',
  },
  joins: 'and then|then|and also|and afterwards|and|after that|also|but first|but',
  numbered: 'voucher|vouchers|number|no|nr|the one ending in|ending in|ending|ends with|ending with',
};
