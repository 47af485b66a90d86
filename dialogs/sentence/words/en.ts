import type { SentenceWords } from './words.ts';

export const en: SentenceWords = {
  intents: {
    home: `
    go home|take me home|main menu|back to the main menu|show the overview|overview please|dashboard|start page
    show me where things stand|how are we doing|give me the big picture|summary please|whats the situation|start over
    main screen|open the menu|good morning|hey there|hi bot|hello bot|hey|good afternoon|morning|show home|home page
    what is going on today|how does it look overall|where do we stand|back to start|first page|hiya
    howdy|yo|yo bot|whats up bot|hi all|heya|greetings|evening all|morning bot|sup bot
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
  `,
    help: `
    i need help|help me|how does this work|how does it work|how do i use this bot|what can you do|what can i say
    what can i type|what can i ask you|show help|show me the commands|list of commands|which commands are there
    what are the commands|instructions|manual|user guide|how to use you|i do not know what to do here|i'm lost
    im stuck|can you help me|could you help|explain how this works|what are you able to do|give me some help
    how can you help me|what are my options|how do i work with this|tutorial|documentation|where is the documentation
    read the manual|what is possible here|what kind of things can you do|hlep|halp|help pls
    what do you know|how do i talk to you|not sure how to use this|show me what you can do
  `,
    about: `
    who are you|what are you|what is this bot|who made you|about this bot|which version are you|version
    what version is this|are you a human|are you a robot|are you an ai|what do you store|what data do you keep
    privacy|privacy policy|where is my data stored|who can see my data|tell me about yourself|what is this for
    what is your purpose|are you from microsoft|is this official|who runs this bot|who is behind this|who wrote this
    what is this app|which data about me is saved|bot info|imprint|license
    what are you and what can you do|what kind of bot is this|who built you
  `,
    cancel: `
    cancel that|cancel this please|stop this|stop it|never mind|nevermind|forget it|forget about it|abort|quit
    i changed my mind|leave this form|close this form|close this|exit|get me out of here|no stop|dont do it
    do not do that|dont save|discard this form|drop it|no thanks|not this|i do not want this|scrap that|skip this
    no cancel|please stop|cancel what im doing|end this
    no cancel it|cancel everything|stop i dont want this|leave it|forget that
  `,
    back: `
    go back|take me back|back please|one step back|go back to where i was|previous page|previous screen|return
    return to the previous card|show the previous one|back to what i was doing|go back one|let me go back|back again
    previous|show me the last card again|where was i|return to where i was|show that again|show me that again
    the card before|go to previous|step back|back pls|bak|i want to go back|back to before
    take me back to the last one|back one|go to the last card|the one before please
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
  `,
    admin: `
    who is our admin|who is the admin|who is the administrator|whos admin here|who administers this|who can change permissions
    who can let people in|who is in charge|who is responsible for the bot|who do i ask|whom should i ask
    who manages this|name of the admin|show me the admins|list the admins|admin contact|contact the admin
    who are the administrators|which people are admins|who has admin rights|i need to talk to the admin
    tell me who the admin is|whos the boss here|who is our mpn admin|who decides about access|who is the partner admin
  `,
    thanks: `
    thanks|thank you|thank you very much|thanks a lot|many thanks|thx|ty|tnx|cheers|great thanks|perfect thank you
    thanks for your help|you are great|good job|well done|awesome|nice|nice one|great work|super thanks|that helped
    that was helpful|ok thanks|much appreciated|i appreciate it|love it|you rock|good bot|brilliant|excellent|cool thanks
    perfect|thanks bot|thank u|thanx|ok great
    thanks man|thx a lot|ok thx|thank you so much|great job thanks|cool|thanks thats all
  `,
    setUp: `
    set up the company|set up our company|start the setup|i want to set up|setup wizard|configure the bot|configuration
    configure our company|initial setup|first setup|how do i set this up|enter our company data|we are new here
    set everything up|lets set up|begin setup|how do we get started|get started|onboarding|settings|open settings
    change the settings|bot settings|do the setup|finish the setup|register our company here|setup pls
    add another location|add a location|add a consultant|add a new consultant|new consultant joined us|add an office
    we have a new consultant|new office in Berlin|a new colleague will deliver
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
  `,
    company: `
    show our company|company data|company profile data|our company details|change our company details|edit company
    our competencies|which competencies do we have|add a competency|we got a gold competency|we have gold now
    our locations|change our address|company information|our consultants|list our consultants|which consultants do we have
    who are our consultants|update our company data|our mpn id|change the mpn id|what does the bot know about our company
    company settings|our anniversary date|renew the competency|our competency expires|max days per engagement
    change the name of the company|our partner data|we lost a competency|show our consultants and their exams
    add an exam for #p|#p passed an exam|edit consultants|which certifications do we hold
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
  `,
    enrol: `
    enrol us|enroll us in #e|enrol our company|how do we enrol|how do i enroll|sign up for the programme|join the programme
    join the program for #e|register for #e programme|enrolment for #e|we want to take part in #e|renew our enrolment
    renew enrollment|are we enrolled|are we enrolled in #e|when does our enrolment end|enrol in #e|enrollment status
    how to participate|take part in planning services|sign up our company|accept the policies|policies
    program enrollment|join #e|register our company for planning services|we enrolled in #e|re-enroll
    yearly enrolment
  `,
    profile: `
    our profile|show our profile|partner profile|edit the profile|update the profile|publish the profile
    change our partner profile|profile in the directory|our entry in the partner directory|directory listing
    how do customers find us|business profile|is our profile published|complete our profile|finish the profile
    profile text|description of our company in the directory|our public profile|how complete is our profile
    partner directory|update our directory entry|solution provider profile|our listing|publish our listing
    profile pls|change what customers see about us
    our profile in the directory|change the listing of our company
  `,
    notifications: `
    change my notifications|notification settings|stop sending me messages|stop spamming me|too many messages
    you send too many messages|mute|mute everything|mute notifications|unmute|turn off notifications|turn notifications off
    turn on reminders|turn off reminders|no more reminders|dont write to me so often|send me one message a day
    daily digest|daily summary please|i want a daily digest|i get too many notifications|less messages please
    be quiet|do not disturb|which notifications do i get|why do you write to me|unsubscribe|subscribe
    what do you remind me of|reminder settings|set up reminders|i want fewer messages|silence|dont notify me
    what reminders do i have set|leave me alone
  `,
    import: `
    import a file|import from excel|import an excel file|upload a file|upload a csv|upload a spreadsheet
    load the table|import our company table|import competencies|import consultants from excel|bulk import
    can i upload excel|can i import a list|how do i import|import data|i have a spreadsheet|i have an excel with everything
    read my excel|load data from a file|csv import|import the list of consultants|upload consultants
    import locations|upload table|take the data from excel|paste a table|import from partner center|upload the list
    load vouchers from excel|import vouchers from a spreadsheet|import from csv|upload vouchers from excel
    bring in data from excel
  `,
    quarantine: `
    show the mailbox|open the mailbox|mails that were held|held mails|held back mails|which mails are waiting
    mails waiting for me|mails in quarantine|quarantined mails|any new mails|any mails held|check the mailbox
    unknown senders|mails from unknown senders|where did my mail go|i sent a mail to the mailbox|blocked mails
    stuck mails|mails that nobody got|incoming mails|inbox|show the inbox|which emails could not be assigned
    what came by mail|are there mails to hand out|mails on hold|spam folder|why was the mail held back
    held mails please|mails that wait|mails nobody claimed|show held messages|what mails are stuck
  `,
    ranOut: `
    put expired vouchers away|put away the expired ones|close the expired vouchers|close expired|remove expired vouchers
    get rid of expired vouchers|delete expired vouchers|clean up expired vouchers|clean up|clear the expired ones
    which vouchers have expired|what has expired|show expired|show the expired vouchers|which ones ran out|what ran out
    vouchers that ran out|archive the expired ones|archive expired vouchers|tidy up the expired ones|expired list
    list expired vouchers|are there expired vouchers|did any voucher expire|remove the dead ones|close what ran out
    vouchers past their expiry date|dead vouchers|cleanup of expired|outdated vouchers away
  `,
    record: `
    record a voucher|record a new voucher by hand|record voucher #n|add a voucher|add voucher #n|enter a voucher
    enter a voucher manually|i have a voucher number|i got a voucher number|we received a voucher|we got a new voucher from #c
    got a voucher for #c|register voucher #n|save voucher #n|type in a voucher|put voucher #n into the list|new voucher number #n
    record it by hand|i want to record a voucher|customer sent us a voucher|customer gave us a number|#c sent us voucher #n
    enter #n|put in #n|i have number #n from #c|here is the voucher #n|add this number #n|create voucher #n
    we have got a voucher mail|note down voucher #n|the voucher number is #n|log a new voucher
    write down a new voucher|note a new voucher number|register a new voucher by its number|type in a new number
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
  `,
    report: `
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
  `,
    comment: `
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
  `,
    mine: `
    my vouchers|show my vouchers|which vouchers are mine|whats mine|what is mine|mine|list mine|only mine|just my own
    show me mine|what do i have|what is on my plate|what am i working on|what am i responsible for|my work|my list
    my engagements|which engagements do i have|my deliveries|vouchers assigned to me|vouchers i reserved|vouchers that i recorded
    what belongs to me|everything of mine|my stuff|my open vouchers|my customers|which customers do i have|what did i reserve
    my reservations|where am i the consultant|my things|what are my vouchers|what have i got
    things i have to deliver
    what have i on my list|stuff i own|which are mine|show whats mine
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
  `,
    nothing: `
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
  `,
  },
  states: {
    assigned:
      'assigned|untouched|nobody reserved|nobody booked|nobody touched|not touched|unreserved|not reserved|not booked|not yet reserved|not yet booked|free|unbooked',
    reserved:
      'reserved|booked|reservation|reservations|bookings|not reported|not yet reported|unreported|without a report',
    reported:
      'reported|with a report|delivered|waiting to be redeemed|not redeemed|not yet redeemed|unredeemed',
    redeemed: 'redeemed|cashed|not claimed|not yet claimed|unclaimed',
    claimed: 'claimed|in a claim|in claims|in claim',
    lost: 'lost|lose|taken by others',
  },
  that: 'that|saying|saying that|for everybody|about|it says',
  courtesies: {
    before:
      'please|pls|plz|kindly|hi|hey|hello|hi there|hey there|hi bot|hello bot|hey bot|good morning|ok|okay|so|well|sorry|could you|can you|can u|could u|would you|will you|would you mind|may i ask you to|i would like you to|i want you to|i need you to|could we|lets|just|bot|quick one|quick question',
    behind:
      'please|pls|plz|thanks|thx|ty|thank you|thanks a lot|cheers|for me|if you can|if possible|asap|would you|will you|bot|ok|btw|mate|man|now please',
  },
  numbered: 'voucher|vouchers|number|no|nr|the one ending in|ending in|ending|ends with|ending with',
};
